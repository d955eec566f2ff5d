package io.carbonflow.gateway.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How long the name of a file may be, so that there is room beside it for what we add: a time, a number, an ending. */
final class FileName {

    /** Bytes in UTF-8; file systems take 255. */
    static final int BYTES_MAX = 200;
    private static final int ENDING_LENGTH_MAX = 20;

    private FileName() {}

    static int bytes(String name) {
        return name.getBytes(UTF_8).length;
    }

    /** The name, or, where it is too long, its beginning and its ending. */
    static String shortened(String name) {
        if (bytes(name) <= BYTES_MAX) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= ENDING_LENGTH_MAX
                && bytes(name.substring(dot)) < BYTES_MAX / 2
                        ? name.substring(dot)
                        : "";
        int end = name.length() - ending.length();
        while (bytes(name.substring(0, end)) + bytes(ending) > BYTES_MAX) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + ending;
    }
}
