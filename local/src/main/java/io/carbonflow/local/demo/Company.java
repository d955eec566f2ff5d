package io.carbonflow.local.demo;

import java.util.List;

/** An invented manufacturer: its sites, their meters and its suppliers. */
final class Company {

    /** A site of the company. */
    record Site(String id, String name, String country, String zone) {}

    /**
     * A supplier.
     *
     * @param id as the ERP numbers it
     * @param naics the industry of what it delivers
     * @param price of one piece in USD, for purchase orders
     */
    record Supplier(String id, String name, String country, String naics, String price) {}

    static final List<Site> SITES = List.of(new Site("MUC-01", "Munich assembly", "DE", "Europe/Berlin"),
            new Site("LEJ-01", "Leipzig foundry", "DE", "Europe/Berlin"),
            new Site("HAM-01", "Hamburg logistics centre", "DE", "Europe/Berlin"),
            new Site("LYS-01", "Lyon machining", "FR", "Europe/Paris"),
            new Site("RTM-01", "Rotterdam warehouse", "NL", "Europe/Amsterdam"),
            new Site("BHX-01", "Birmingham assembly", "GB", "Europe/London"),
            new Site("KTW-01", "Katowice stamping", "PL", "Europe/Warsaw"),
            new Site("BRQ-01", "Brno electronics", "CZ", "Europe/Prague"),
            new Site("GOT-01", "Gothenburg research", "SE", "Europe/Stockholm"),
            new Site("BIO-01", "Bilbao casting", "ES", "Europe/Madrid"),
            new Site("TRN-01", "Turin paint shop", "IT", "Europe/Rome"),
            new Site("DTW-01", "Detroit assembly", "US", "America/Detroit"),
            new Site("SHA-01", "Shanghai assembly", "CN", "Asia/Shanghai"),
            new Site("PNQ-01", "Pune components", "IN", "Asia/Kolkata"));

    /** Sites whose fuels and freight the library prices in metric units, alike for all of them. */
    static final List<Site> METRIC_SITES = SITES.stream().filter(site -> !site.country().equals("US")).toList();

    static final List<Supplier> SUPPLIERS = List.of(
            new Supplier("10100011", "Rheinstahl Werke", "DE", "331110", "412.50"),
            new Supplier("10100012", "Alpen Aluminium", "DE", "331313", "388.20"),
            new Supplier("10100013", "Saxonia Kunststoff", "DE", "326199", "24.75"),
            new Supplier("10100014", "Hanse Verpackung", "DE", "322211", "3.18"),
            new Supplier("10100021", "Fonderie du Rhone", "FR", "331511", "96.40"),
            new Supplier("10100022", "Peintures Vernet", "FR", "325510", "61.35"),
            new Supplier("10100031", "Delta Bearings", "NL", "332991", "17.92"),
            new Supplier("10100041", "Midland Fasteners", "GB", "332722", "0.86"),
            new Supplier("10100042", "Avon Rubber Parts", "GB", "326291", "12.44"),
            new Supplier("10100051", "Slaskie Odlewy", "PL", "331511", "83.10"),
            new Supplier("10100052", "Baltic Wiring", "PL", "335929", "9.65"),
            new Supplier("10100061", "Moravia Controls", "CZ", "334513", "142.00"),
            new Supplier("10100062", "Bohemia Glass", "CZ", "327211", "28.30"),
            new Supplier("10100071", "Nordic Motors", "SE", "335312", "310.00"),
            new Supplier("10100081", "Iberia Moldes", "ES", "333511", "1250.00"),
            new Supplier("10100091", "Torino Elettronica", "IT", "334412", "33.48"),
            new Supplier("10100101", "Great Lakes Steel", "US", "331110", "398.00"),
            new Supplier("10100102", "Michigan Machine Tools", "US", "333517", "8740.00"),
            new Supplier("10100111", "Suzhou Circuits", "CN", "334412", "21.06"),
            new Supplier("10100112", "Ningbo Magnets", "CN", "327999", "14.90"),
            new Supplier("10100121", "Pune Forgings", "IN", "332111", "47.25"),
            new Supplier("10100131", "Osaka Semiconductors", "JP", "334413", "5.37"),
            new Supplier("10100141", "Sao Paulo Resins", "BR", "325211", "2.64"),
            new Supplier("10100151", "Monterrey Harness", "MX", "336320", "54.80"),
            new Supplier("10100161", "Anadolu Tekstil", "TR", "313210", "7.12"),
            new Supplier("10100171", "Rhein Consulting", "DE", "541611", "960.00"));

    private Company() {}
}
