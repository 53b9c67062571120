package dev.mandate.audit.engine;

import dev.mandate.provenance.EngineReadme;

class ReadmeTest extends EngineReadme {
    ReadmeTest() {
        super("dev.mandate.audit.engine", "EmbeddingTest");
    }
}
