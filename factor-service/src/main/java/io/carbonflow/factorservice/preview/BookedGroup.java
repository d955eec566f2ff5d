package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;

/**
 * Official entries that answer alike to a change of factors, added up.
 *
 * @param activity    their activity
 * @param unit        as booked
 * @param country     null where not known
 * @param subdivision null where not known
 * @param year        they fell in, UTC
 * @param gwpSet      their kg CO2e stand in
 * @param factorId    they were booked with
 * @param edition     the factor stood in; {@code carried} where it came with the event
 * @param entries     how many
 * @param quantity    in {@code unit}; a reversal counts against it, an adjustment not at all
 * @param kgCo2e      as booked, reversals and adjustments included
 */
record BookedGroup(String activity, String unit, String country, String subdivision, int year, String gwpSet,
        String factorId, String edition, long entries, BigDecimal quantity, BigDecimal kgCo2e) {}
