package io.carbonflow.gateway.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;

/** What the contract says of one item: exactly one of three, and so exactly one topic. */
public sealed interface Verdict {

    /** Every rule holds; the activity goes on to be calculated. What is not the sender's to say is not filled in yet. */
    record Accepted(RawActivity activity) implements Verdict {
        public Accepted {
            requireNonNull(activity, "activity is null");
        }
    }

    /**
     * At least one rule is broken.
     *
     * @param eventId where one could be read, else null
     * @param source  where one could be read, else null
     * @param reasons all broken rules in the order of their codes, so that one round trip is enough to correct the item
     */
    record Refused(String eventId, String source, List<Reason> reasons) implements Verdict {
        public Refused {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
        }
    }

    /**
     * The item is right and by its nature carries no activity.
     *
     * @param reason a word for the counts, such as {@code counter_repeat}
     */
    record Context(String eventId, String source, String reason) implements Verdict {
        public Context {
            requireNonNull(eventId, "eventId is null");
            requireNonNull(source, "source is null");
            requireNonNull(reason, "reason is null");
        }
    }

    /** The answer to whichever of the three this is. */
    default <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused, Function<Context, T> context) {
        if (this instanceof Accepted one) {
            return accepted.apply(one);
        }
        return this instanceof Refused one ? refused.apply(one) : context.apply((Context) this);
    }
}
