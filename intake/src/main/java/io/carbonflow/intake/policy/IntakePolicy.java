package io.carbonflow.intake.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.IntakeDocument;

/**
 * A tenant's policy for what comes in; docs/reference/pressure.md has the document.
 *
 * @param tenant  of everything the tenant sends by one gateway
 * @param sources in order; of the rules that match an item the first counts
 */
public record IntakePolicy(Optional<Rate> tenant, List<SourceRule> sources) {

    /** No limits, all alike, nothing left out. */
    public static final IntakePolicy OPEN = new IntakePolicy(Optional.empty(), List.of());

    public IntakePolicy {
        requireNonNull(tenant, "tenant is null");
        sources = List.copyOf(sources);
    }

    /** Reads the members of a policy; what is wrong is among the faults of the fields. */
    public static IntakePolicy read(DocumentFields fields) {
        return new IntakePolicy(fields.object("tenant").flatMap(Rate::read),
                fields.objects("sources").stream().map(SourceRule::read).toList());
    }

    /**
     * The policy of a document.
     *
     * @throws IllegalArgumentException where the document cannot be used, with its first fault
     */
    public static IntakePolicy of(IntakeDocument document) {
        var fields = DocumentFields.of(document.body());
        var policy = read(fields);
        var faults = fields.finish();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0).inWords());
        }
        return policy;
    }

    /**
     * What holds for an item.
     *
     * @param source   null where the item states none
     * @param supplier null where the item states none
     * @param channel  the way in
     */
    public SourceRule ruleFor(String source, String supplier, String channel) {
        return sources.stream()
            .filter(rule -> rule.matches(source, supplier, channel))
            .findFirst()
            .orElse(SourceRule.OF_EVERYTHING_ELSE);
    }
}
