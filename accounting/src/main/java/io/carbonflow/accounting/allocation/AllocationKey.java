package io.carbonflow.accounting.allocation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * How what several share is split among them.
 *
 * @param id its name
 * @param version counts up with every change, from 1
 * @param by what the split goes by: mass, value, energy, floor_area, count or transport (t.km)
 * @param facilityId the facility whose activities are split; null where the event itself brings the key
 * @param validFrom first day; null where open
 * @param validTo last day; null where open
 * @param shares at least one, with amounts that are not all zero
 */
public record AllocationKey(String id, int version, String by, String facilityId, LocalDate validFrom,
        LocalDate validTo, List<Share> shares) {

    public AllocationKey {
        requireNonNull(id, "id is null");
        requireNonNull(by, "by is null");
        shares = List.copyOf(shares);
    }

    /**
     * One who shares.
     *
     * @param target a product's or facility's id
     * @param toProduct whether the target is a product; else a facility
     * @param amount zero or more, in one unit for all shares
     */
    public record Share(String target, boolean toProduct, BigDecimal amount) {

        public Share {
            requireNonNull(target, "target is null");
            requireNonNull(amount, "amount is null");
        }
    }
}
