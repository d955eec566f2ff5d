package io.carbonflow.intake.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;

/** What the contract says of one item: exactly one of four, and so exactly one topic. */
public sealed interface Verdict {

    /**
     * Every rule holds; the activity goes on to be calculated. What is not the sender's to say is not filled in yet.
     *
     * @param orderedBy what shares its Kafka key, and so stays in order: the source, or the document or row that comes in
     *                  versions; never null
     */
    record Accepted(RawActivity activity, String orderedBy) implements Verdict {
        public Accepted {
            requireNonNull(activity, "activity is null");
            requireNonNull(orderedBy, "orderedBy is null");
        }

        /** Ordered by its source. */
        public Accepted(RawActivity activity) {
            this(activity, activity.getSourceId());
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
     * Nothing is wrong with the item, but something or someone is missing that it needs: it waits in review, and the same
     * bytes are examined again once that is there.
     *
     * @param eventId where one could be read, else null; of a delivery with several items it names the one that waits
     * @param source  where one could be read, else null
     * @param reasons what is waited for
     */
    record Held(String eventId, String source, List<Reason> reasons) implements Verdict {
        public Held {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("whoever holds an item says what for");
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

    /** The answer to whichever of the four this is. */
    default <T> T fold(Function<Accepted, T> accepted, Function<Refused, T> refused, Function<Held, T> held,
            Function<Context, T> context) {
        if (this instanceof Accepted one) {
            return accepted.apply(one);
        }
        if (this instanceof Refused one) {
            return refused.apply(one);
        }
        return this instanceof Held one ? held.apply(one) : context.apply((Context) this);
    }
}
