package io.carbonflow.gateway.intake;

/** The names of the ways in, as they stand in records, metrics and dead letters. */
public final class Channel {

    public static final String ACTIVITIES = "rest";
    public static final String READINGS = "readings";
    public static final String SAP = "webhook.sap";
    public static final String ORACLE = "webhook.oracle";
    public static final String ERP = "webhook.erp";
    public static final String CDC = "cdc";
    public static final String FEDEX = "webhook.fedex";
    public static final String DHL = "webhook.dhl";
    public static final String UPS = "webhook.ups";
    public static final String ILEAP = "webhook.ileap";
    public static final String TELEMATICS = "telematics";
    public static final String MAPPED = "mapped";
    public static final String MQTT_ACTIVITIES = "mqtt.activities";
    public static final String MQTT_READINGS = "mqtt.readings";
    public static final String PACT = "webhook.pact";
    public static final String CLOUD_EVENTS = "cloudevents";
    /** Items of files that were uploaded. */
    public static final String FILE = "file";
    /** Items of files that were put into an inbox. */
    public static final String SFTP = "sftp";
    /** What the MQTT broker refused: the publisher may not write to that topic. */
    public static final String MQTT_REFUSED = "mqtt.refused";

    private Channel() {}
}
