package io.carbonflow.metering.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Messages as broken as they may come, made from sound ones with a fixed seed. */
public final class Mangled {

    private static final long SEED = 20251103;
    private static final String[] WRONG = {"null", "true", "[]", "{}", "\"x\"", "-1", "1e999999999", "NaN",
            "9".repeat(5_000), "\"\\ud800\"", "[[[[]]]]"};

    private Mangled() {}

    /** Every message is answered with an interpretation, and the session it leaves can be read by the next. */
    public static void areAnswered(DeviceFamily family, List<Frame> sound) {
        var random = new Random(SEED);
        byte[] session = null;
        for (Frame frame : sound) {
            for (byte[] payload : mangled(frame.payload(), random)) {
                var broken = new Frame(frame.tenantId(), frame.family(), frame.device(), frame.topic(),
                        random.nextBoolean(), frame.receivedAt(), payload);
                Interpretation answer = family.read(broken, session);
                assertThat(answer).isNotNull();
                session = answer.session() == null ? session : answer.session();
                byte[] brokenSession = session == null ? bytes(random) : changed(session, random);
                assertThat(family.read(broken, brokenSession)).isNotNull();
            }
        }
    }

    private static List<byte[]> mangled(byte[] sound, Random random) {
        var all = new ArrayList<byte[]>(List.of(new byte[0], sound, nested('[', 100_000), nested('{', 1),
                ("{\"ENERGY\":" + "{\"a\":".repeat(10_000)).getBytes(StandardCharsets.UTF_8),
                ("{\"energy\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8),
                new String(sound, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_16)));
        for (int end = 0; end < sound.length; end += 1 + sound.length / 200) {
            all.add(Arrays.copyOf(sound, end));
        }
        for (int i = 0; i < 300; i++) {
            all.add(changed(sound, random));
            all.add(bytes(random));
        }
        String text = new String(sound, StandardCharsets.UTF_8);
        for (String wrong : WRONG) {
            for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
                int end = colon + 1;
                while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                all.add((text.substring(0, colon + 1) + wrong + text.substring(end)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static byte[] changed(byte[] sound, Random random) {
        byte[] changed = sound.clone();
        for (int i = 0; changed.length > 0 && i < 1 + random.nextInt(4); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] nested(char open, int depth) {
        return String.valueOf(open).repeat(depth).getBytes(StandardCharsets.UTF_8);
    }
}
