package io.carbonflow.testsupport;

/** A part of the stack a test may ask for. */
public enum StackPart {
    KAFKA, POSTGRES, MQTT, REGISTRY
}
