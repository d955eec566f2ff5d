package io.carbonflow.gateway.enrichment;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.WithDefault;

/** How one tenant's ERP is asked. One of: user and password, a token, or a token service with the client's credentials. */
public interface ErpConnection {

    /** Scheme, host and port, such as {@code https://s4.example.com}; without it nothing is asked, and events wait. */
    Optional<URI> baseUrl();

    /** Of SAP: 2 for OData V2 (API_PURCHASEORDER_PROCESS_SRV), 4 for V4 (api_purchaseorder_2). */
    @WithDefault("2")
    int odataVersion();

    Optional<String> username();

    Optional<String> password();

    /** Sent as it is, as a bearer token. */
    Optional<String> token();

    /** OAuth 2 token service for the grant {@code client_credentials}. */
    Optional<URI> tokenUrl();

    Optional<String> clientId();

    Optional<String> clientSecret();

    Optional<String> scope();

    /** How long one request may take. */
    @WithDefault("PT10S")
    Duration timeout();

    /** Largest answer in bytes; a larger one is not taken. */
    @WithDefault("10485760")
    int answerBytesMax();

    /** The pause after the first failure; it doubles with each further one. */
    @WithDefault("PT1S")
    Duration retryFirst();

    /** The longest pause; also that after an answer which only a person can change (401, 403, 404). */
    @WithDefault("PT5M")
    Duration retryMax();

    /** So many failures one after the other open the circuit: nothing is asked until {@link #breakerPause} is over. */
    @WithDefault("5")
    int breakerFailures();

    @WithDefault("PT30S")
    Duration breakerPause();
}
