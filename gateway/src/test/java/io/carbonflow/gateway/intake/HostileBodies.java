package io.carbonflow.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Bodies nobody should send and somebody will. The same ones in every run. */
final class HostileBodies {

    private static final long SEED = 20251103;
    private static final int RANDOM_BODIES = 40;
    private static final int FIELD_BYTES = 10_000_000;

    /** What stands in the place of each value of a right payload. */
    static final List<String> VALUES = List.of("null", "true", "-1", "1e999999999", "1e-999999999", "9".repeat(5_000),
            "NaN", "\"NaN\"", "\"Infinity\"", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[{}]]",
            "[null]", "\"0000-00-00T99:99:99Z\"", "\"2025-02-30\"", "\"/Date(99999999999999999999)/\"",
            "\"" + "x".repeat(5_000) + "\"", "\"1,5\"", "0.1e+5", "\"😀\"", "{\"$ref\":\"#\"}", "-9223372036854775809",
            "\"+Inf\"", "12345678901234567890123456789012345678901234567890");

    private HostileBodies() {}

    static List<byte[]> all() {
        var bodies = new ArrayList<byte[]>();
        Stream.of("", " ", "\n\n\n", "\uFEFF{}", "null", "true", "42", "NaN", "\"text\"", "[]", "{}", "[{}]", "[null]",
                "[[[]]]", "{", "[", "\"", "{\"id\":", "{\"id\":\"a\"", "{}{}", "{} x", "{\"a\":1,\"a\":2}", "'id'",
                "id=1",
                "<xml><a/></xml>", "[".repeat(200_000), "{\"a\":".repeat(100_000),
                "[" + "null,".repeat(5_000) + "null]",
                "{\"id\":" + "9".repeat(400_000) + "}", "{\"id\":1e999999999}", "a;b;c\n1;2\n\"x;y\n", "a,b\n\"\"\"\n",
                ",".repeat(100_000), "id,id,id\n1,2,3", "ISA*00*", "ISA" + "*".repeat(103) + "~GS*", "UNA:+.? '",
                "UNB+UNOC:3+'", "UNA:+.? 'UNB+UNOC:3+A+B+251103:1000+1'UNH+1+DESADV:D:96A:UN'",
                "{\"output\":{\"completeTrackResults\":" + "[".repeat(5_000), "{\"payload\":{\"op\":\"c\"}}",
                "{\"payload\":{\"op\":\"q\",\"after\":7,\"source\":[]}}", "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"1.0\",\"data_base64\":\"%%%\",\"type\":\"x\",\"id\":\"1\",\"source\":\"/\"}")
            .map(text -> text.getBytes(UTF_8))
            .forEach(bodies::add);
        bodies.add("{\"id\":\"é\"}".getBytes(ISO_8859_1));
        bodies.add("{\"id\":\"a\"}".getBytes(UTF_16));
        bodies.add(new byte[]{(byte) 0xC3, (byte) 0x28, 0, 1, 2});
        bodies.add(("{\"id\":\"" + "x".repeat(FIELD_BYTES) + "\"}").getBytes(UTF_8));
        bodies.add(("id,unit\n" + "x".repeat(FIELD_BYTES)).getBytes(UTF_8));
        bodies.add(bomb());
        var random = new Random(SEED);
        for (int i = 0; i < RANDOM_BODIES; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            bodies.add(bytes);
        }
        return bodies;
    }

    /** 50 MB of zeros in a few kilobytes. */
    static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 50; i++) {
                gzip.write(new byte[1_000_000]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return bytes.toByteArray();
    }

    /** A right payload cut off at every tenth of its length. */
    static List<byte[]> cutOff(byte[] payload) {
        var bodies = new ArrayList<byte[]>();
        for (int tenth = 1; tenth < 10; tenth++) {
            bodies.add(java.util.Arrays.copyOf(payload, payload.length * tenth / 10));
        }
        return bodies;
    }
}
