package dev.mandate.authz.engine.cedar;

/** Cedar's {@code String}. */
public record StringValue(String value) implements Value {

    @Override
    public String typeName() {
        return "string";
    }
}
