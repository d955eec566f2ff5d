package io.carbonflow.gateway.erp;

import java.math.BigDecimal;

/**
 * What a commodity mapping says of a material, its group or an account.
 *
 * @param activity    the activity code; null where it is no activity at all
 * @param massPerUnit the mass of one unit, where the mapping states it and the activity is measured by mass; else null
 * @param massUnit    of {@code massPerUnit}
 */
record Commodity(String activity, BigDecimal massPerUnit, String massUnit) {}
