package io.carbonflow.accounting.factor;

/** What a reader must know about a figure. The names travel on the wire: add, never rename. */
public enum NoticeCode {
    /** The factor is of a wider region than the activity's. */
    REGION_FALLBACK,
    /** The factor is of another year than the activity's. */
    YEAR_FALLBACK,
    /** The factor was published for another region and stands in. */
    REGION_PROXY,
    /** None of the preferred regulatory sets has a factor; it is of another. */
    SET_FALLBACK,
    /** The factor is of a more general activity. */
    ACTIVITY_FALLBACK,
    /** The gas is not one of the Kyoto Protocol's and belongs outside the scopes. */
    OUTSIDE_KYOTO,
    /** The CO2e is the publisher's; its GWP set is another, or not stated, and the gases are not known. */
    GWP_AS_PUBLISHED,
    /** The factor covers the whole life cycle, so its upstream part must not be counted again. */
    LIFE_CYCLE_BASIS,
    /** The freight factor leaves out the supply of the fuel, which ISO 14083 counts. */
    TANK_TO_WHEEL_ONLY,
    /** The grid intensity came with the reading. */
    CARRIED_INTENSITY,
    /** The factor came from the supplier. */
    SUPPLIER_FACTOR,
    /** The mass of CO2e came from the carrier. */
    CARRIER_FIGURE,
    /** The money is of another year than the factor's prices and was not deflated. */
    PRICE_YEAR_NOT_ADJUSTED,
    /** The money was converted into the factor's currency. */
    CURRENCY_CONVERTED,
    /** The exchange rate is of another year than the prices: the nearest year there is. */
    EXCHANGE_RATE_OF_OTHER_YEAR,
    /** The money was brought to the prices of the factor's year. */
    PRICES_DEFLATED,
    /** A price level is of another year than it should be: the nearest year there is. */
    PRICE_LEVEL_OF_OTHER_YEAR,
    /** The distance is not the one driven and was adjusted to it. */
    DISTANCE_ADJUSTED,
    /** The distance was worked out from coordinates. */
    DISTANCE_FROM_COORDINATES,
    /** The goods were cooled; the factor is of transport at ambient temperature. */
    TEMPERATURE_CONTROL_NOT_COVERED,
    /** The energy of a vehicle or hub was shared out by what it moved. */
    ENERGY_SHARED,
    /** Scope and category rest on something the event does not say. */
    ATTRIBUTION_ASSUMED,
    /** The facility is not wholly the company's and counts with its share. */
    CONSOLIDATED_BY_SHARE,
    /** The facility is outside the organisational boundary and counts in Scope 3. */
    OUTSIDE_BOUNDARY,
    /** No contract and no residual mix covers this share of the energy; the grid average stands in for it. */
    MARKET_BY_LOCATION,
    /** More was contracted than consumed; what was left of the later instrument counts. */
    INSTRUMENT_CUT,
    /** The instrument does not say all that the Scope 2 Guidance's quality criteria ask for, or is a year old. */
    INSTRUMENT_QUALITY,
    /** The instrument does not meet the quality criteria and does not count. */
    INSTRUMENT_NOT_ELIGIBLE,
    /** The mass of CO2e was worked out by whoever reported it. */
    REPORTED_EMISSIONS,
    /** The supply of a fuel, or the losses of a grid, belong to Scope 3 category 3 and have no factor. */
    UPSTREAM_NOT_COVERED
}
