package io.carbonflow.testsupport;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * The parts its subclass names by {@link WithStack}. All classes of a module that ask for one such subclass share one
 * running service: Quarkus compares the values of an annotation by identity where they are arrays, and so would start
 * anew for each class that says {@code @WithStack} itself.
 */
public abstract class SharedStack implements QuarkusTestResourceLifecycleManager {

    private final StackResource parts = new StackResource();

    @Override
    public final Map<String, String> start() {
        parts.init(getClass().getAnnotation(WithStack.class));
        return parts.start();
    }

    @Override
    public final void stop() {
        parts.stop();
    }
}
