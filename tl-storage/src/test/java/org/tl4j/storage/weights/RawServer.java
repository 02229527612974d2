package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that sends any bytes as its response, valid HTTP or not, and records the requests. */
final class RawServer implements AutoCloseable {
    /** The heads of all requests that came whole; a client that does not want the rest of a response adds nothing. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private static final Logger LOG = LoggerFactory.getLogger(RawServer.class);

    private final ServerSocket socket;
    private final Thread thread;

    /** Writes a response. */
    @FunctionalInterface
    interface Answer {
        void to(String request, OutputStream out) throws IOException, InterruptedException;
    }

    RawServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(answer), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a text, one byte per character. */
    static RawServer of(String answer) throws IOException {
        return new RawServer((request, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thread.interrupt();
    }

    private void serve(Answer answer) {
        while (!socket.isClosed()) {
            try (Socket one = socket.accept()) {
                String request = head(one.getInputStream());
                if (request.isEmpty()) {
                    continue;
                }
                asked.add(request);
                answer.to(request, one.getOutputStream());
                one.getOutputStream().flush();
                one.shutdownOutput();
            } catch (IOException e) {
                LOG.debug("the client does not want the rest", e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The head of a request; empty where the connection ends before its end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
