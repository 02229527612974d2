package org.tl4j.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.core.error.Problem;

/** Finds who answers. Immutable. */
final class Routes {
    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * A route with the variables of its path.
     *
     * @param route who answers
     * @param variables by name
     */
    record Match(Route route, Map<String, String> variables) {}

    List<Route> all() {
        return routes;
    }

    /**
     * The route of a request. What can be read can be asked for its header alone.
     *
     * @throws RefusedRequestException if there is none, with 404 or 405
     */
    Match find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<Match> ofPath = routes.stream()
                .map(route -> route.variables(path).map(variables -> new Match(route, variables)))
                .flatMap(Optional::stream)
                .toList();
        if (ofPath.isEmpty()) {
            throw new RefusedRequestException(404, "address", "must be one that /openapi.json lists", path, "");
        }
        return ofPath.stream()
                .filter(match -> match.route().method().equals(wanted))
                .findFirst()
                .orElseThrow(() -> notAllowed(method, ofPath));
    }

    private static RefusedRequestException notAllowed(String method, List<Match> ofPath) {
        String allowed =
                ofPath.stream().map(match -> match.route().method()).distinct().collect(Collectors.joining(", "));
        return new RefusedRequestException(
                405,
                new Problem("method", "must be one that the address takes: " + allowed, method, ""),
                Map.of("Allow", allowed));
    }
}
