package org.tl4j.serve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who answers which requests. Immutable. */
final class Route {
    private final String method;
    private final String template;
    private final List<String> segments;
    private final boolean open;
    private final Handler handler;

    /** Answers a request; it may throw instead of failing later. */
    @FunctionalInterface
    interface Handler {
        CompletableFuture<ServerResponse> answer(Call call);
    }

    private Route(String method, String template, boolean open, Handler handler) {
        this.method = method;
        this.template = template;
        this.segments = List.of(template.split("/", -1));
        this.open = open;
        this.handler = handler;
    }

    /** Something to read. */
    static Route get(String template, Handler handler) {
        return new Route("GET", template, false, handler);
    }

    /** Something to read for which nobody needs a token. */
    static Route open(String template, Handler handler) {
        return new Route("GET", template, true, handler);
    }

    /** Something that takes a body. */
    static Route post(String template, Handler handler) {
        return new Route("POST", template, false, handler);
    }

    String method() {
        return method;
    }

    /** The path with names in braces for its variable parts. */
    String template() {
        return template;
    }

    boolean isOpen() {
        return open;
    }

    boolean takesBody() {
        return method.equals("POST");
    }

    Handler handler() {
        return handler;
    }

    /** The variables of a path, if it is of this route. */
    Optional<Map<String, String>> variables(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                variables.put(segment.substring(1, segment.length() - 1), parts.get(i));
            } else if (!segment.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
