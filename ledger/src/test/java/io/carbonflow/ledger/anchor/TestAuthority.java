package io.carbonflow.ledger.anchor;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

import com.sun.net.httpserver.HttpServer;

/** A time-stamp authority of RFC 3161 over HTTP, with a root and a certificate for stamping. */
final class TestAuthority implements AutoCloseable {

    private static final String SIGNATURE = "SHA256withRSA";

    private final HttpServer server;
    private final KeyPair rootKeys = keys();
    private final KeyPair stampKeys = keys();
    private final X509CertificateHolder root;
    private final X509CertificateHolder certificate;
    private volatile UnaryOperator<TimeStampRequest> understands = request -> request;
    private volatile byte[] saysInstead;

    TestAuthority() throws IOException {
        try {
            root = certificate("CN=Test root", rootKeys, null);
            certificate = certificate("CN=Test authority", stampKeys, KeyPurposeId.id_kp_timeStamping);
        } catch (OperatorCreationException e) {
            throw new IOException(e);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = saysInstead == null ? answer(exchange.getRequestBody().readAllBytes()) : saysInstead;
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    Path trust(Path file) throws IOException {
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(root.getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    /** From now on it answers as if it had been asked something else. */
    void understands(UnaryOperator<TimeStampRequest> other) {
        understands = other;
    }

    void says(byte[] bytes) {
        saysInstead = bytes;
    }

    static TimeStampRequest request(byte[] hash, BigInteger nonce) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, hash, nonce);
    }

    private byte[] answer(byte[] asked) throws IOException {
        try {
            var request = understands.apply(new TimeStampRequest(asked));
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build(SIGNATURE, stampKeys.getPrivate(), certificate),
                    digests.get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                    new ASN1ObjectIdentifier("1.2.3.4.1"));
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                .generate(request, BigInteger.valueOf(42), new Date())
                .getEncoded();
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private X509CertificateHolder certificate(String name, KeyPair keys, KeyPurposeId use)
            throws IOException, OperatorCreationException {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(new X500Name("CN=Test root"),
                BigInteger.valueOf(name.hashCode()).abs(), Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)), new X500Name(name), keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(use == null));
        if (use != null) {
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(use));
        }
        return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(rootKeys.getPrivate()));
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
