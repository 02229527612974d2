package org.tl4j.serve;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The page for people, whose files are part of the module. It takes no token, so that it can ask for one. */
final class PageRoutes {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageRoutes() {}

    static Stream<Route> all() {
        return Stream.of(
                        file("/", "index.html", "text/html; charset=utf-8"),
                        file("/page.css", "page.css", "text/css; charset=utf-8"),
                        file("/page.js", "page.js", "text/javascript; charset=utf-8"),
                        file("/icon.svg", "icon.svg", "image/svg+xml"))
                .flatMap(Optional::stream);
    }

    private static Optional<Route> file(String path, String name, String type) {
        return ServerResources.find("page/" + name).map(bytes -> {
            Map<String, String> headers = new TreeMap<>();
            headers.put("Content-Security-Policy", POLICY);
            ServerResponse answer = new ServerResponse(200, type, headers, bytes);
            return Route.open(path, call -> CompletableFuture.completedFuture(answer));
        });
    }
}
