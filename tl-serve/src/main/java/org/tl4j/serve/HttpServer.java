package org.tl4j.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;

/** Jetty as this module sets it up: HTTP/1.1 in clear, at one address. Thread-safe. */
final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final Server server;
    private final ServerConnector connector;

    /** @param threads stay their owner's until {@link #close} */
    HttpServer(
            ServerSettings settings,
            HttpThreads threads,
            HttpFront front,
            HttpDeadlines deadlines,
            ServerMetrics metrics) {
        server = new Server(threads.pool());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(settings.limits().maximumHeaderBytes());
        // of a body that nobody wants, before its connection is closed
        http.setMaxUnconsumedRequestContentReads(16);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idleTimeout().toMillis());
        connector.addEventListener(deadlines);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.limits().maximumConnections(), connector));
        server.setHandler(new GracefulHandler(front));
        server.setErrorHandler(new HttpFailures(metrics));
        server.setStopTimeout(settings.stopWithin().toMillis());
    }

    /**
     * Begins to listen.
     *
     * @throws EnvironmentException if the address is taken or not one of this machine
     */
    InetSocketAddress start() {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw new EnvironmentException(
                    new Problem(
                            "address of the server",
                            "must be free, and of this machine",
                            connector.getHost() + ":" + connector.getPort() + " (" + e.getMessage() + ")",
                            "choose another port, or 0 for one that is free"),
                    e);
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IllegalStateException("Jetty cannot start", e);
        }
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Takes no more connections, waits for the requests under way as long as the settings say, and ends them. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // of requests that did not end in time
            LOG.debug("requests were cut off", e);
        }
    }
}
