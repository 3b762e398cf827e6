package io.configrelay.filter;

import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import java.util.Collection;

/** Jayway looks at an event through this alone, so that a filter that walks all of it many times has an end. */
final class TimedJson extends JacksonJsonProvider {

    private static void step() {
        FilterTime time = FilterTime.running();
        if (time != null) {
            time.step();
        }
    }

    @Override
    public boolean isMap(Object value) {
        step();
        return super.isMap(value);
    }

    @Override
    public boolean isArray(Object value) {
        step();
        return super.isArray(value);
    }

    @Override
    public Object getMapValue(Object map, String key) {
        step();
        return super.getMapValue(map, key);
    }

    @Override
    public Object getArrayIndex(Object array, int index) {
        step();
        return super.getArrayIndex(array, index);
    }

    @Override
    public Collection<String> getPropertyKeys(Object map) {
        step();
        return super.getPropertyKeys(map);
    }

    @Override
    public int length(Object value) {
        step();
        return super.length(value);
    }
}
