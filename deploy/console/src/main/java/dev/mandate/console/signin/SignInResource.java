package dev.mandate.console.signin;

import dev.mandate.console.frame.Message;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Where somebody arrives who is not signed in. */
@Path("/")
@PermitAll
class SignInResource {
    /** The pages begin with what waits. */
    @GET
    public Response start() {
        return Response.seeOther(URI.create("/approvals")).build();
    }

    /** Where codes arrive; whoever has come in goes on to where he was, and nobody stays here. */
    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return start();
    }

    /** Who is signed in doesn't get here: the sign-in itself leads him out by identity-service. */
    @GET
    @Path("sign-out")
    @Authenticated
    public Response signOut() {
        return Response.seeOther(URI.create("/signed-out")).build();
    }

    @GET
    @Path("signed-out")
    public TemplateInstance signedOut() {
        return Message.of(
                "You are signed out",
                "Here and at Mandate's sign-in. You may close this page.",
                "Sign in again",
                "/approvals");
    }

    /** What identity-service says of it is in the address, and stays there: it is nobody's text but the address's. */
    @GET
    @Path("not-signed-in")
    public Response notSignedIn() {
        return Response.status(403)
                .entity(Message.of(
                        "You are not signed in",
                        "The sign-in was broken off, or you have none of the rights that these pages need.",
                        "Try again",
                        "/approvals"))
                .build();
    }
}
