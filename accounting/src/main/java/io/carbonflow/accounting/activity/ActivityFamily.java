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
    PRODUCT
}
