package dev.mandate.identity.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Seals secrets that have to be read again, such as those that authenticator apps share with us, as private keys are. */
@ApplicationScoped
public class SecretSeal {
    private final KeyEncryption encryption;

    SecretSeal(KeyEncryption encryption) {
        this.encryption = encryption;
    }

    /** @param owner whose it is: it opens for the same alone */
    public byte[] seal(String owner, byte[] plain) {
        return encryption.sealing().seal(SealedFor.SHARING, owner, plain);
    }

    /** @throws IllegalStateException if none of the configured secrets sealed it, or the row was changed */
    public byte[] open(String owner, byte[] sealed) {
        return encryption.sealing().open(SealedFor.SHARING, owner, sealed);
    }

    /** Empty where {@link #open} throws. */
    public Optional<byte[]> tryOpen(String owner, byte[] sealed) {
        return encryption.sealing().tryOpen(SealedFor.SHARING, owner, sealed);
    }
}
