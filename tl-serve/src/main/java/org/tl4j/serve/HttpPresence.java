package org.tl4j.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the client of a request is still there. HTTP/1.1 does not say so, and Jetty does not read while it waits for an answer, so
 * that a connection that was closed looks like one that is silent: this reads one byte, without waiting. A byte that comes (the next
 * request, sent before the answer to this one) is given to Jetty, where it belongs; from then on nothing is read, since Jetty has room
 * for little, and the client counts as present. For one thread at a time.
 */
final class HttpPresence {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPresence.class);

    private final SocketChannel channel;
    private final Consumer<ByteBuffer> parser;
    private boolean sendsMore;

    /** @param parser receives a byte of the next request */
    HttpPresence(SocketChannel channel, Consumer<ByteBuffer> parser) {
        this.channel = channel;
        this.parser = parser;
    }

    /** Of a request over a socket, as all are. */
    static HttpPresence of(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        return new HttpPresence((SocketChannel) connection.getEndPoint().getTransport(), ((Connection.UpgradeTo)
                connection)::onUpgradeTo);
    }

    /** Only while a whole request was received and nothing of its answer was sent; a client counts as present where it cannot be seen. */
    boolean hasGone() {
        if (!channel.isOpen()) {
            return true;
        }
        if (sendsMore) {
            return false;
        }
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            int read = channel.read(one);
            if (read > 0) {
                sendsMore = true;
                parser.accept(one.flip());
            }
            return read < 0;
        } catch (IOException e) { // reset by the client
            return true;
        } catch (RuntimeException e) {
            LOG.debug("a connection cannot be looked at", e);
            return false;
        }
    }
}
