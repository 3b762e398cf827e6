package io.configrelay.redaction;

import io.configrelay.redaction.SecretShapes.Shape;
import java.util.List;
import java.util.Map;

/**
 * What the keys above say of a value.
 *
 * @param isHidden whether all strings and numbers are, whatever they are called
 * @param named how far it is a secret by what it is called
 * @param shape what stands directly below
 */
record Below(boolean isHidden, Secrecy named, Shape shape) {

    static final Below NOTHING = new Below(false, Secrecy.NONE, Shape.NONE);

    static final Below HIDDEN = new Below(true, Secrecy.NONE, Shape.NONE);

    /** What is said of the value under a key of an object of which this is said. */
    Below key(Name name, SecretPlaces.Place place, Object value) {
        if (place == SecretPlaces.Place.SECRET) {
            return HIDDEN;
        }
        if (isHidden && place != SecretPlaces.Place.SHOWN) {
            return HIDDEN;
        }
        if (place == SecretPlaces.Place.SHOWN) {
            return NOTHING;
        }
        Secrecy secrecy = place == SecretPlaces.Place.NAMED ? Secrecy.ALL_TEXT : secrecy(name);
        if (name.shape() == Shape.VALUES && isStructured(value)) {
            return HIDDEN;
        }
        Shape below = name.shape() == Shape.NONE || name.shape() == Shape.VALUES ? inherited() : name.shape();
        return secrecy == Secrecy.NONE && below == Shape.NONE ? NOTHING : new Below(false, secrecy, below);
    }

    /** What is said of the value beside this name. */
    Below beside(Name name) {
        boolean secret = isHidden || shape != Shape.NONE;
        return secret ? HIDDEN : new Below(false, secrecy(name), Shape.NONE);
    }

    /** Its own, else what reaches down from above. */
    private Secrecy secrecy(Name name) {
        if (name.secrecy().isSecret()) {
            return name.secrecy();
        }
        return name.secrecy() == Secrecy.NONE && named.reachesDown() ? named : Secrecy.NONE;
    }

    /** What is said of what stands beside a name and its value. */
    Below besideBoth(Name key, SecretPlaces.Place place, Object value) {
        boolean secret = isHidden || shape == Shape.MAP || shape == Shape.ENTRY;
        if (secret && place != SecretPlaces.Place.SHOWN && !SecretShapes.isBeside(key.lower())) {
            return HIDDEN;
        }
        return new Below(false, named, Shape.NONE).key(key, place, value);
    }

    /** What is said of an object in a list. */
    Below inList(Object element) {
        return shape == Shape.MAP && element instanceof Map<?, ?> map && !Form.isFlat(map)
                ? new Below(isHidden, named, Shape.ENTRY)
                : this;
    }

    /** Objects of a name and a value may stand deeper below. */
    private Shape inherited() {
        return switch (shape) {
            case NONE -> Shape.NONE;
            case MAP -> Shape.ENTRY;
            case VALUES, ENTRY, PAIRS -> Shape.PAIRS;
        };
    }

    private static boolean isStructured(Object value) {
        return value instanceof Map<?, ?>
                || value instanceof List<?>
                || (value instanceof String text
                        && !text.isEmpty()
                        && ("[{\"".indexOf(text.charAt(0)) >= 0 || text.indexOf('=') > 0));
    }
}
