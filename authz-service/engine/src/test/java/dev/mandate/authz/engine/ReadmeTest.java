package dev.mandate.authz.engine;

import dev.mandate.provenance.EngineReadme;

class ReadmeTest extends EngineReadme {
    ReadmeTest() {
        super("dev.mandate.authz.engine", "EmbeddingTest");
    }
}
