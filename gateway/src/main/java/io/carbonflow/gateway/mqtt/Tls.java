package io.carbonflow.gateway.mqtt;

import java.time.Duration;

import io.vertx.core.net.JksOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;

/** How a connection is made: in the clear or by TLS, trusting whom, showing which certificate. */
final class Tls {

    private static final Duration CONNECTING_MAX = Duration.ofSeconds(10);

    private Tls() {}

    static NetClientOptions options(MqttConfig config) {
        var options = new NetClientOptions().setConnectTimeout((int) CONNECTING_MAX.toMillis())
            .setTcpKeepAlive(true)
            .setTcpNoDelay(true);
        MqttConfig.Tls tls = config.tls();
        if (!tls.enabled()) {
            return options;
        }
        options.setSsl(true).setHostnameVerificationAlgorithm(tls.verifyHost() ? "HTTPS" : "");
        tls.trustStore().ifPresent(store -> trust(options, store, tls.trustStorePassword().orElse("")));
        tls.certificate()
            .ifPresent(certificate -> options.setPemKeyCertOptions(new PemKeyCertOptions().setCertPath(certificate)
                .setKeyPath(tls.key()
                    .orElseThrow(() -> new IllegalStateException(
                            "carbonflow.mqtt.tls.certificate needs carbonflow.mqtt.tls.key")))));
        return options;
    }

    private static void trust(NetClientOptions options, String store, String password) {
        if (store.endsWith(".p12") || store.endsWith(".pfx")) {
            options.setPfxTrustOptions(new PfxOptions().setPath(store).setPassword(password));
        } else if (store.endsWith(".jks")) {
            options.setTrustStoreOptions(new JksOptions().setPath(store).setPassword(password));
        } else {
            options.setPemTrustOptions(new PemTrustOptions().addCertPath(store));
        }
    }
}
