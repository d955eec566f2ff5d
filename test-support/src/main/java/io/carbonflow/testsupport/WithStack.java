package io.carbonflow.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quarkus.test.common.WithTestResource;

/**
 * Gives a {@code @QuarkusTest} or {@code @QuarkusIntegrationTest} the real parts it names, and the service the
 * configuration to reach them. The parts are shared by all tests of the JVM, so a test takes a tenant of its own
 * ({@link TestStack#aTenant}).
 */
@WithTestResource(StackResource.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithStack {

    /** The parts to start. */
    StackPart[] value();

    /**
     * The database role the service connects as, one of the constants of {@link io.carbonflow.database.Migrations};
     * needed with {@link StackPart#POSTGRES} only.
     */
    String databaseRole() default "";
}
