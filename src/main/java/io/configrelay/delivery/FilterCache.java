package io.configrelay.delivery;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.cache.Cache;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the channels' filters compiled. Camel looks a filter up by its text for each event, in Jayway's own cache unless
 * there is another: one that searches a list under a lock, at 100 filters three times as long as the filter takes, and
 * that has room for 400 of them.
 */
public final class FilterCache implements Cache {

    /** More texts than these in a lifetime are no filters of channels. */
    private static final int MOST = 100_000;

    private final Map<String, JsonPath> compiled = new ConcurrentHashMap<>();

    @Override
    public JsonPath get(String text) {
        return compiled.get(text);
    }

    @Override
    public void put(String text, JsonPath filter) {
        if (compiled.size() < MOST) {
            compiled.put(text, filter);
        }
    }
}
