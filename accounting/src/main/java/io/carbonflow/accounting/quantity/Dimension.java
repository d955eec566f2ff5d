package io.carbonflow.accounting.quantity;

/** What a unit measures. Quantities convert only within one dimension. */
public enum Dimension {

    ENERGY("an energy, such as kWh"),
    POWER("a power, such as kW"),
    VOLUME("a volume, such as L or m3"),
    MASS("a mass, such as kg or t"),
    DISTANCE("a distance, such as km"),
    /** Mass moved over a distance: the activity of freight. */
    TRANSPORT("a mass moved over a distance, such as t.km"),
    PASSENGER_DISTANCE("passengers moved over a distance, such as passenger.km"),
    VEHICLE_DISTANCE("vehicles moved over a distance, such as vehicle.km"),
    AREA("an area, such as m2"),
    TIME("a time, such as h"),
    /** Things counted; a room night is not a piece, so each counted thing converts only to itself. */
    COUNT("a count, such as piece or room.night"),
    /** Money; each currency converts only to itself, because a rate is not a definition. */
    MONEY("an amount of money, such as USD");

    private final String words;

    Dimension(String words) {
        this.words = words;
    }

    /** The dimension as it stands in an explanation: "an energy, such as kWh". */
    public String words() {
        return words;
    }
}
