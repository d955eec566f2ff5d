package io.carbonflow.embedded.mqtt;

/** MQTT's matching of a topic name against a filter with {@code +} and {@code #}. */
final class TopicFilter {

    private TopicFilter() {}

    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true; // also the level above: "a/#" matches "a"
            }
            if (i >= levels.length || !wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }

    /** Whether the text may stand in a SUBSCRIBE: a wildcard is a level of its own, and {@code #} the last. */
    static boolean isFilter(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean hasWildcard = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
            boolean isLastOrPlus = levels[i].equals("+") || levels[i].equals("#") && i == levels.length - 1;
            if (hasWildcard && !isLastOrPlus) {
                return false;
            }
        }
        return !filter.isEmpty() && filter.indexOf('\0') < 0;
    }

    /** Whether the text may stand in a PUBLISH. */
    static boolean isTopicName(String topic) {
        return !topic.isEmpty() && topic.indexOf('+') < 0 && topic.indexOf('#') < 0 && topic.indexOf('\0') < 0;
    }
}
