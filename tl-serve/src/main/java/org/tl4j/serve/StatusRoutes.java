package org.tl4j.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What a server says of itself: health, metrics, the description of its addresses. Thread-safe. */
final class StatusRoutes {
    private final ServerMetrics metrics;
    private final BooleanSupplier ready;
    private final String version;
    private final ServerResponse description;

    /** @param ready whether requests for predictions are answered */
    StatusRoutes(ServerMetrics metrics, BooleanSupplier ready) {
        this.metrics = metrics;
        this.ready = ready;
        String implementation = StatusRoutes.class.getPackage().getImplementationVersion();
        this.version = implementation == null ? "development" : implementation;
        this.description =
                new ServerResponse(200, "application/json", Map.of(), ServerResources.required("openapi.json"));
    }

    Stream<Route> all() {
        return Stream.of(
                Route.get("/v2", this::server),
                Route.open("/v2/health/live", call -> health(true, "live")),
                Route.open("/v2/health/ready", call -> health(ready.getAsBoolean(), "ready")),
                Route.get(
                        "/metrics",
                        call -> CompletableFuture.completedFuture(
                                ServerResponse.text(ServerMetrics.CONTENT_TYPE, metrics.text()))),
                Route.get("/openapi.json", call -> CompletableFuture.completedFuture(description)));
    }

    private CompletableFuture<ServerResponse> server(Call call) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "tl4j");
        document.put("version", version);
        document.put("extensions", List.of());
        return CompletableFuture.completedFuture(ServerResponse.json(document));
    }

    private static CompletableFuture<ServerResponse> health(boolean yes, String word) {
        return CompletableFuture.completedFuture(ServerResponse.json(yes ? 200 : 503, Map.of(word, yes)));
    }
}
