package io.carbonflow.metering.stream;

/**
 * How much room there is. Where it is taken by what somebody makes up, the others keep theirs: counts are per tenant, and
 * per partition, because each is worked on by itself.
 *
 * @param recordBytesMax      of the largest record that is written; the broker has to take as much
 * @param waitingDevicesMax   unknown devices whose messages wait
 * @param waitingMessagesMax  messages of unknown devices that wait
 * @param waitingBytesMax     of those, as they are kept
 * @param sessionsMax         devices and nodes whose family remembers something between messages
 * @param sessionBytesMax     of what is remembered
 * @param sourcesMax          sources nobody has registered, devices or not, that are listed
 */
public record Bounds(int recordBytesMax, int waitingDevicesMax, int waitingMessagesMax, long waitingBytesMax,
        int sessionsMax, long sessionBytesMax, int sourcesMax) {

    /** As the service has them without any setting. */
    public static final Bounds DEFAULT = new Bounds(4 << 20, 2_000, 100_000, 128L << 20, 20_000, 256L << 20, 25_000);

    /** What is in a record beside its value: key, headers, and what the protocol adds. */
    private static final int AROUND_A_VALUE = 16 << 10;

    /** Bytes of the largest value that fits into a record. */
    public int valueBytesMax() {
        return recordBytesMax - AROUND_A_VALUE;
    }

    /** Bytes of the largest piece of state; it is a record of its store's changelog. */
    int stateBytesMax() {
        return recordBytesMax / 4 * 3;
    }
}
