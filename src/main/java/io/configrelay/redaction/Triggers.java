package io.configrelay.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds many words in one pass over a text, without regard to the case of ASCII letters: the automaton of Aho and Corasick.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Efficient string matching: an aid to bibliographic search</a>
 */
final class Triggers {

    /** Is told of one word that was found. */
    interface Found {

        /**
         * A word ends here.
         *
         * @param word its place in the list of words
         * @param end behind its last character
         */
        void at(int word, int end);
    }

    private static final int ASCII = 128;

    /** A character's column in the table; 0 for those that stand in no word. */
    private final byte[] columns = new byte[ASCII];

    private final int width;
    private final char[] next;
    private final int[][] words;

    Triggers(List<String> list) {
        int columnCount = 1;
        for (String word : list) {
            for (char c : word.toLowerCase(Locale.ROOT).toCharArray()) {
                if (columns[c] == 0) {
                    columns[c] = (byte) columnCount;
                    columns[Character.toUpperCase(c)] = (byte) columnCount;
                    columnCount++;
                }
            }
        }
        width = columnCount;
        List<char[]> rows = new ArrayList<>(List.of(new char[width]));
        List<List<Integer>> ends = new ArrayList<>(List.of(new ArrayList<>()));
        for (int word = 0; word < list.size(); word++) {
            int state = 0;
            for (char c : list.get(word).toLowerCase(Locale.ROOT).toCharArray()) {
                int column = columns[c];
                if (rows.get(state)[column] == 0) {
                    rows.get(state)[column] = (char) rows.size();
                    rows.add(new char[width]);
                    ends.add(new ArrayList<>());
                }
                state = rows.get(state)[column];
            }
            ends.get(state).add(word);
        }
        link(rows, ends);
        next = new char[rows.size() * width];
        for (int state = 0; state < rows.size(); state++) {
            System.arraycopy(rows.get(state), 0, next, state * width, width);
        }
        words = ends.stream()
                .map(end -> end.isEmpty()
                        ? null
                        : end.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Where no word goes on, the longest one that ends so does. */
    private void link(List<char[]> rows, List<List<Integer>> ends) {
        int[] fallback = new int[rows.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        boolean[] seen = new boolean[rows.size()];
        seen[0] = true;
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int column = 1; column < width; column++) {
                int child = rows.get(state)[column];
                int other = state == 0 ? 0 : rows.get(fallback[state])[column];
                if (child == 0 || seen[child]) {
                    rows.get(state)[column] = (char) other;
                } else {
                    fallback[child] = other;
                    ends.get(child).addAll(ends.get(other));
                    seen[child] = true;
                    queue.add(child);
                }
            }
        }
    }

    /** Tells of each word in a text. */
    void scan(CharSequence text, Found found) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = c < ASCII ? next[state * width + columns[c]] : 0;
            int[] ended = words[state];
            if (ended != null) {
                for (int word : ended) {
                    found.at(word, i + 1);
                }
            }
        }
    }
}
