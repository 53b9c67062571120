package dev.mandate.identity;

import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** Every test of this module shares one broker, one database and one service. */
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "identity"))
@QuarkusTestResource(TestSecrets.class)
class PlatformForAll {}
