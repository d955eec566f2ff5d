package io.carbonflow.acceptance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds what a Kubernetes model could not place. The models swallow an unknown field into their additional properties
 * instead of refusing it, so a misspelt field would pass unseen.
 */
final class UnplacedFields {

    private UnplacedFields() {}

    /** The paths of all unknown fields at any depth. */
    static List<String> of(Object model) {
        var found = new ArrayList<String>();
        collect(model, "", found);
        return found;
    }

    private static void collect(Object node, String path, List<String> found) {
        if (node instanceof Collection<?> items) {
            items.forEach(item -> collect(item, path + "[]", found));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> collect(value, path + "." + key, found));
        } else if (node != null && isModel(node)) {
            for (var method : node.getClass().getMethods()) {
                if (method.getParameterCount() == 0 && method.getName().startsWith("get")
                        && !method.getName().equals("getClass")) {
                    visit(node, method, path, found);
                }
            }
        }
    }

    private static void visit(Object node, java.lang.reflect.Method getter, String path, List<String> found) {
        Object value;
        try {
            value = getter.invoke(node);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot read " + getter, e);
        }
        if (getter.getName().equals("getAdditionalProperties")) {
            if (value instanceof Map<?, ?> unknown) {
                unknown.keySet().forEach(name -> found.add(path + "." + name));
            }
        } else {
            collect(value, path + "." + getter.getName().substring("get".length()), found);
        }
    }

    private static boolean isModel(Object node) {
        String name = node.getClass().getName();
        return name.startsWith("io.fabric8.") || name.startsWith("io.strimzi.");
    }
}
