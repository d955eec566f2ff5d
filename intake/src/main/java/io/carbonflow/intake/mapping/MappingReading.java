package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/** What came of reading a mapping document: the mapping, or every fault in it. */
public sealed interface MappingReading {

    /** The document says what it may say. */
    record Read(Mapping mapping) implements MappingReading {
        public Read {
            requireNonNull(mapping, "mapping is null");
        }
    }

    /** The document cannot be followed; all its faults at once. */
    record Faulty(List<MappingFault> faults) implements MappingReading {
        public Faulty {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("a faulty document has a fault");
            }
        }
    }

    /** The answer to whichever this is. */
    default <T> T fold(Function<Mapping, T> read, Function<List<MappingFault>, T> faulty) {
        return this instanceof Read one ? read.apply(one.mapping()) : faulty.apply(((Faulty) this).faults());
    }
}
