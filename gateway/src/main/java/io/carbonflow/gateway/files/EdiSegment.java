package io.carbonflow.gateway.files;

import java.util.List;

/** A segment: its elements by position, the name at 0, each with its components. */
record EdiSegment(List<List<String>> elements) {

    EdiSegment {
        elements = elements.stream().map(List::copyOf).toList();
    }

    String name() {
        return elements.get(0).get(0);
    }

    /** The first component of an element; empty where it is absent. */
    String text(int element) {
        return text(element, 0);
    }

    String text(int element, int component) {
        return element < elements.size() && component < elements.get(element).size()
                ? elements.get(element).get(component)
                : "";
    }
}
