package io.configrelay;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.util.ObjectHelper;

/** Why Camel could not start, in one line. */
final class StartFailure {

    private StartFailure() {}

    /** The route that failed, where one is known, and the innermost cause, whose message is the most specific. */
    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getName() : firstLine(root.getMessage());
        return "%scan't start: %s. Run with --verbose for the technical cause.".formatted(route(failure), message);
    }

    private static String route(Throwable failure) {
        FailedToCreateRouteException create = ObjectHelper.getException(FailedToCreateRouteException.class, failure);
        if (create != null) {
            return "route " + create.getRouteId() + ": ";
        }
        FailedToStartRouteException start = ObjectHelper.getException(FailedToStartRouteException.class, failure);
        return start == null ? "" : "route " + start.getRouteId() + ": ";
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
