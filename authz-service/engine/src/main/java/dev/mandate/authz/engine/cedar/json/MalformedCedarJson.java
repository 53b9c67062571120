package dev.mandate.authz.engine.cedar.json;

/** The document is not what Cedar's JSON forms allow. Nothing of it may be used: half a policy set is another policy set. */
public final class MalformedCedarJson extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MalformedCedarJson(String message) {
        super(message);
    }
}
