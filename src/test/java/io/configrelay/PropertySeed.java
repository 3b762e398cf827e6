package io.configrelay;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property of the tests the seed of the system property {@code properties.seed}, so that two runs of the same
 * code try the same samples. Where it is {@code fresh}, as in {@code mvn -Pfaults}, each run has another; a failure
 * tells it. jqwik finds this class by {@code META-INF/services}.
 */
public final class PropertySeed implements AroundPropertyHook {

    private static final String SEED = System.getProperty("properties.seed", "20261123");

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (!SEED.equals("fresh") && context.attributes().seed().isEmpty()) {
            context.attributes().setSeed(SEED);
        }
        return property.execute();
    }

    @Override
    public boolean appliesTo(Optional<AnnotatedElement> element) {
        return true;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
