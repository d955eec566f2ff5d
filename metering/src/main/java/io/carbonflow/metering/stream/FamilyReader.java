package io.carbonflow.metering.stream;

import java.util.List;
import java.util.Map;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;

/** Has the family of a device read its messages, and keeps what that remembers from one to the next. */
final class FamilyReader {

    static final String STORE = "sessions";

    private static final Logger LOG = Logger.getLogger(FamilyReader.class);
    /** More of one message could not be worked through in the time of a transaction. */
    private static final int READINGS_MAX = 10_000;

    private final Map<String, DeviceFamily> families;
    private final KeyValueStore<String, byte[]> sessions;
    private final Bounds bounds;
    private final Room room = new Room();

    FamilyReader(Map<String, DeviceFamily> families, KeyValueStore<String, byte[]> sessions, Bounds bounds) {
        this.families = families;
        this.sessions = sessions;
        this.bounds = bounds;
        try (var all = sessions.all()) {
            all.forEachRemaining(entry -> room.change(entry.key.substring(0, entry.key.indexOf('\0')), 0, 1,
                    entry.value.length));
        }
    }

    boolean isFamily(String name) {
        return families.containsKey(name);
    }

    /** What the message says; what cannot be read is refused, whatever it is. */
    Interpretation read(Frame frame) {
        DeviceFamily family = families.get(frame.family());
        if (family == null) {
            return refused(ReasonCode.MALFORMED,
                    "the device family " + Quote.of(frame.family()) + " is not one of " + families.keySet());
        }
        String key = frame.tenantId() + '\0' + frame.family() + '\0' + frame.device();
        try {
            byte[] session = sessions.get(key);
            Interpretation said = family.read(frame, session);
            if (said.readings().size() > READINGS_MAX) {
                return refused(ReasonCode.TOO_LARGE, "a message has at most " + READINGS_MAX + " readings, found "
                        + said.readings().size());
            }
            return isKept(frame.tenantId(), key, session, said.session()) ? said
                    : refused(ReasonCode.TOO_LARGE,
                            "what has to be remembered of " + Quote.of(frame.device()) + " has no room: " + room.items(
                                    frame.tenantId()) + " devices of this tenant have taken "
                                    + room.bytes(frame.tenantId())
                                    + " bytes; at most " + bounds.sessionsMax() + " take " + bounds.sessionBytesMax());
        } catch (RuntimeException e) {
            LOG.errorf(e, "a %s message could not be read", frame.family());
            return refused(ReasonCode.MALFORMED, "the message could not be examined; see our log");
        }
    }

    /** Keeps what is to be remembered; false where there is no room for one more. */
    private boolean isKept(String tenant, String key, byte[] before, byte[] next) {
        if (next == null || next == before || next.length > bounds.stateBytesMax()) {
            return true;
        }
        boolean isFull = before == null && (room.items(tenant) >= bounds.sessionsMax()
                || room.bytes(tenant) + next.length > bounds.sessionBytesMax());
        if (!isFull) {
            sessions.put(key, next);
            room.change(tenant, 0, before == null ? 1 : 0, next.length - (before == null ? 0L : before.length));
        }
        return !isFull;
    }

    private static Interpretation refused(ReasonCode code, String detail) {
        return Interpretation.refused(List.of(new Reason(code.name(), null, detail)));
    }
}
