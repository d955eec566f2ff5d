package io.carbonflow.accounting.activity;

/** What an activity is by nature; attribution to scope and category goes by it. */
public enum ActivityFamily {
    /** Electricity, heat, steam and cooling bought from a network. */
    PURCHASED_ENERGY,
    FUEL,
    REFRIGERANT,
    FREIGHT,
    SPEND,
    WASTE,
    TRAVEL,
    COMMUTE,
    WATER_SUPPLY,
    WATER_TREATMENT,
    PRODUCT,
    /** What an industrial process releases other than by burning fuel. */
    PROCESS,
    /** A building or vehicle that one company rents from another, as a whole. */
    LEASED_ASSET,
    /** A product after it was sold. */
    SOLD_PRODUCT,
    /** A franchisee's site as a whole. */
    FRANCHISE,
    /** Money placed in another company or a project. */
    INVESTMENT,
    /** A mass of CO2e that someone else worked out. */
    REPORTED
}
