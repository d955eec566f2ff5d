package io.carbonflow.metering.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;

/** Has the family of a device read its messages, and keeps what that remembers from one to the next. */
final class FamilyReader {

    private static final Logger LOG = Logger.getLogger(FamilyReader.class);
    /** More of one message could not be worked through in the time of a transaction. */
    private static final int READINGS_MAX = 10_000;

    private final Map<String, DeviceFamily> families;
    private final Registrations registrations;
    private final Sessions sessions;

    FamilyReader(Map<String, DeviceFamily> families, Registrations registrations,
            TimestampedKeyValueStore<String, byte[]> sessions, Supplier<Instant> clock, Bounds bounds) {
        this.families = families;
        this.registrations = registrations;
        this.sessions = new Sessions(sessions, this::isRegistered, clock, bounds);
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
        var owner = new Sessions.Owner(frame.tenantId(), frame.family(), frame.device());
        try {
            byte[] session = sessions.of(owner);
            Interpretation said = family.read(frame, session);
            if (said.readings().size() > READINGS_MAX) {
                return refused(ReasonCode.TOO_LARGE, "a message has at most " + READINGS_MAX + " readings, found "
                        + said.readings().size());
            }
            return sessions.isKept(owner, session, said.session()) ? said
                    : refused(ReasonCode.TOO_LARGE,
                            "what has to be remembered of " + Quote.of(frame.device())
                                    + ", which is not registered, has no room: "
                                    + sessions.fullness(frame.tenantId()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "a %s message could not be read", frame.family());
            return refused(ReasonCode.MALFORMED, "the message could not be examined; see our log");
        }
    }

    /** Forgets what no longer has to be remembered. */
    void round() {
        sessions.round();
    }

    private boolean isRegistered(Sessions.Owner owner) {
        DeviceFamily family = families.get(owner.family());
        return family != null && registrations.isAnyOf(owner.tenant(), family.registeredAs(owner.device()));
    }

    private static Interpretation refused(ReasonCode code, String detail) {
        return Interpretation.refused(List.of(new Reason(code.name(), null, detail)));
    }
}
