package dev.mandate.messaging.security;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has signatures by which tokens are signed made and checked by AWS-LC, in this whole process, since they are most of what a token costs: on
 * JDK 17 the JDK takes ten to thirty times as long for ECDSA and Ed25519, and twice as long for RSA. Keys of RSA are made by it too, which
 * without the second compiler takes the JDK nine times as long; and so are the 8,192 digests by which a client of Kafka shows its password on
 * each connection: 13 ms by the JDK without the second compiler, 3 by AWS-LC. Where its machine code doesn't load, the JDK goes on. A key
 * that AWS-LC doesn't take is the JDK's too.
 *
 * @see <a href="https://github.com/corretto/amazon-corretto-crypto-provider">Amazon Corretto Crypto Provider</a>
 */
@ApplicationScoped
class NativeSignatures {
    static final String NAME = "MandateSignatures";

    private static final Logger LOG = Logger.getLogger(NativeSignatures.class);
    private static final Set<String> ALGORITHMS = Set.of(
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA",
            "SHA256withECDSAinP1363Format",
            "SHA384withECDSAinP1363Format",
            "SHA512withECDSAinP1363Format",
            "SHA256withRSA",
            "Ed25519");

    /** Beside the start, which would take a third of a second longer. */
    void start(@Observes StartupEvent event) {
        var thread = new Thread(NativeSignatures::install, "native-signatures");
        thread.setDaemon(true);
        thread.start();
    }

    /** Once for each process; nothing of other cryptography is touched. */
    static synchronized void install() {
        if (Security.getProvider(NAME) != null) return;
        try {
            var all = AmazonCorrettoCryptoProvider.INSTANCE;
            var error = all.getLoadingError();
            if (error == null) Security.insertProviderAt(new Offered(all), 1);
            else LOG.infof("signatures are the JDK's, since AWS-LC doesn't load here: %s", error);
        } catch (LinkageError e) {
            LOG.infof("signatures are the JDK's, since AWS-LC doesn't load here: %s", e);
        }
    }

    /** Of another provider only {@link #ALGORITHMS}, keys of RSA, and what SCRAM-SHA-512 repeats. */
    private static final class Offered extends Provider {
        private static final long serialVersionUID = 1;

        Offered(Provider all) {
            super(NAME, "1", "signatures by AWS-LC");
            for (var algorithm : ALGORITHMS) {
                offer(all.getService("Signature", algorithm));
            }
            offer(all.getService("KeyPairGenerator", "RSA"));
            offer(all.getService("Mac", "HmacSHA512"));
        }

        private void offer(Provider.@Nullable Service service) {
            if (service != null) putService(new Borrowed(this, service));
        }
    }

    /** Made by the provider that it is from. */
    private static final class Borrowed extends Provider.Service {
        private final Provider.Service from;

        Borrowed(Provider offers, Provider.Service from) {
            super(offers, from.getType(), from.getAlgorithm(), from.getClassName(), null, null);
            this.from = from;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return from.newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(@Nullable Object parameter) {
            return from.supportsParameter(parameter);
        }
    }
}
