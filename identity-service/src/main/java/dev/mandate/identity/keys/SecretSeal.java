package dev.mandate.identity.keys;

import jakarta.enterprise.context.ApplicationScoped;

/** Seals secrets that have to be read again, such as those that authenticator apps share with us, as private keys are. */
@ApplicationScoped
public class SecretSeal {
    private final KeySeal seal;

    SecretSeal(KeyConfig config) {
        this.seal = new KeySeal(config.keyEncryptionSecret(), "mandate shared secrets v1\n");
    }

    /** @param owner whose it is: it opens for the same alone */
    public byte[] seal(String owner, byte[] plain) {
        return seal.seal(owner, plain);
    }

    /** @throws IllegalStateException if the configured secret is another one or the row was changed */
    public byte[] open(String owner, byte[] sealed) {
        return seal.open(owner, sealed);
    }
}
