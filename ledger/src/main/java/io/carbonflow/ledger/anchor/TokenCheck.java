package io.carbonflow.ledger.anchor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** Whether a time-stamp token says what it has to say, by an authority that trusted roots vouch for. */
final class TokenCheck {

    private final Path trustFile;

    /**
     * A check.
     *
     * @param trustFile PEM file of root certificates, read each time
     */
    TokenCheck(Path trustFile) {
        this.trustFile = trustFile;
    }

    /**
     * What is wrong with the token: its imprint, its nonce, its signature, the use its certificate is for, or who vouches
     * for it at the time it names.
     *
     * @throws AnchorUnavailableException where the trusted roots cannot be read
     */
    Optional<String> faultOf(byte[] encoded, byte[] hash, BigInteger nonce) {
        var roots = roots();
        try {
            var token = new TimeStampToken(new CMSSignedData(encoded));
            var info = token.getTimeStampInfo();
            if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                    || !Arrays.equals(info.getMessageImprintDigest(), hash)) {
                return Optional.of("the token is about another hash");
            }
            if (!nonce.equals(info.getNonce())) {
                return Optional.of("the token has another nonce than was asked for");
            }
            var signer = signer(token);
            if (signer.isEmpty()) {
                return Optional.of("the token lacks the certificate of its signer");
            }
            // Signature, the certificate the token names, its use for stamping alone, and its time.
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer.get()));
            return untrusted(token, signer.get(), roots, info.getGenTime());
        } catch (TSPException e) {
            return Optional.of("the token does not hold: " + e.getMessage());
        } catch (CMSException | IOException | OperatorCreationException | GeneralSecurityException
                | RuntimeException e) { // what is no ASN.1 shows by exceptions of any kind
            return Optional.of("the token cannot be read: " + e.getMessage());
        }
    }

    private static Optional<X509CertificateHolder> signer(TimeStampToken token) {
        Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
        return found.stream().findFirst();
    }

    private static Optional<String> untrusted(TimeStampToken token, X509CertificateHolder signer,
            Set<TrustAnchor> roots, Date at) throws GeneralSecurityException, IOException {
        var converter = new JcaX509CertificateConverter();
        List<X509Certificate> known = new ArrayList<>();
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            known.add(converter.getCertificate(one));
        }
        var target = new X509CertSelector();
        target.setCertificate(converter.getCertificate(signer));
        target.setExtendedKeyUsage(Set.of(KeyPurposeId.id_kp_timeStamping.getId()));
        var path = new PKIXBuilderParameters(roots, target);
        path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        path.setDate(at);
        path.setRevocationEnabled(false); // a list of today says nothing of then; see the reference page
        try {
            CertPathBuilder.getInstance("PKIX").build(path);
            return Optional.empty();
        } catch (CertPathBuilderException e) {
            return Optional.of("no trusted root vouches for " + signer.getSubject() + ": " + e.getMessage());
        }
    }

    private Set<TrustAnchor> roots() {
        try {
            var roots = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(trustFile)))
                .stream()
                .map(root -> new TrustAnchor((X509Certificate) root, null))
                .collect(Collectors.toSet());
            if (!roots.isEmpty()) {
                return roots;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new AnchorUnavailableException("the trusted roots in " + trustFile + " cannot be read: "
                    + e.getMessage(), e);
        }
        throw new AnchorUnavailableException("the file of trusted roots " + trustFile + " holds no certificate");
    }
}
