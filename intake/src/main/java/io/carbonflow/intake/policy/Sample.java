package io.carbonflow.intake.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

import io.carbonflow.intake.document.DocumentFields;

/**
 * One of so many items is taken, the others are only recorded as left out. Which ones is decided by their id alone, so an
 * item that comes again fares as it did before.
 *
 * @param oneOf             2 to 1,000,000
 * @param onlyUnderPressure whether all are taken while there is room
 */
public record Sample(int oneOf, boolean onlyUnderPressure) {

    private static final BigDecimal ONE_OF_MAX = new BigDecimal("1000000");
    private static final BigDecimal TWO = new BigDecimal("2");
    private static final String UNDER_PRESSURE = "pressure";

    static Optional<Sample> read(DocumentFields fields) {
        String when = fields.word("when", List.of(UNDER_PRESSURE, "always")).orElse(UNDER_PRESSURE);
        Optional<BigDecimal> oneOf = fields.decimal("one_of");
        boolean isRight = oneOf.isPresent() && oneOf.get().compareTo(TWO) >= 0
                && oneOf.get().compareTo(ONE_OF_MAX) <= 0 && oneOf.get().stripTrailingZeros().scale() <= 0;
        if (!isRight) {
            fields.fault("one_of", "a whole number from 2 to " + ONE_OF_MAX);
            return Optional.empty();
        }
        return Optional.of(new Sample(oneOf.get().intValueExact(), when.equals(UNDER_PRESSURE)));
    }

    /** Whether the item of this id is among those taken. */
    public boolean takes(String id) {
        return takes(id.getBytes(UTF_8));
    }

    /** The same for what has no id but its bytes. */
    public boolean takes(byte[] id) {
        var checksum = new CRC32();
        checksum.update(id);
        return checksum.getValue() % oneOf == 0;
    }
}
