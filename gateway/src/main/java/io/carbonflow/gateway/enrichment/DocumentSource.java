package io.carbonflow.gateway.enrichment;

import java.util.Optional;

/** Where the documents are got whose key alone came in. */
public interface DocumentSource {

    /**
     * The document as it is after the event came, if it is there already; otherwise it is asked for, as often as it takes,
     * and what waits for it is examined again when it arrives. Returns at once.
     *
     * @param event the bytes of the event: another event of the same document asks for it anew
     */
    Optional<byte[]> document(String tenantId, String channel, WantedDocument wanted, byte[] event);

    /** A whole document came in by itself: whoever waits for it need not wait longer. */
    void arrived(String tenantId, String channel, String eventId, byte[] document);

    /** Why a document is not there yet, in words. */
    String waitingFor(String tenantId, String channel, WantedDocument wanted);
}
