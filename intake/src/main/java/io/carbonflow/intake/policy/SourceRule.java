package io.carbonflow.intake.policy;

import java.util.Optional;

import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.Glob;

/**
 * What holds for some sources.
 *
 * @param sourceId   empty for any
 * @param supplierId empty for any, and for an item without one
 * @param channel    the way in; empty for any
 * @param rate       of each of the sources by itself
 */
public record SourceRule(Optional<Glob> sourceId, Optional<Glob> supplierId, Optional<Glob> channel,
        Priority priority, Optional<Rate> rate, Optional<Sample> sample) {

    static final SourceRule OF_EVERYTHING_ELSE = new SourceRule(Optional.empty(), Optional.empty(), Optional.empty(),
            Priority.NORMAL, Optional.empty(), Optional.empty());

    static SourceRule read(DocumentFields fields) {
        Optional<DocumentFields> match = fields.object("match");
        return new SourceRule(glob(match, "source_id"), glob(match, "supplier_id"), glob(match, "channel"),
                fields.word("priority", Priority.words()).map(Priority::of).orElse(Priority.NORMAL),
                Rate.read(fields), fields.object("sample").flatMap(Sample::read));
    }

    private static Optional<Glob> glob(Optional<DocumentFields> match, String name) {
        return match.flatMap(fields -> fields.text(name)).map(Glob::new);
    }

    boolean matches(String source, String supplier, String way) {
        return sourceId.map(glob -> glob.matches(source)).orElse(true)
                && supplierId.map(glob -> glob.matches(supplier)).orElse(true)
                && channel.map(glob -> glob.matches(way)).orElse(true);
    }
}
