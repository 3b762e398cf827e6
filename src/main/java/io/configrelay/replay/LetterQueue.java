package io.configrelay.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Dead letters as messages of an SQS queue. They are hidden from others while they are looked at; what is not removed
 * becomes visible again, at the latest after {@value #HIDDEN_SECONDS} seconds.
 */
public final class LetterQueue implements Letters {

    private static final int HIDDEN_SECONDS = 900;

    private final SqsClient client;
    private final String url;
    private final Map<String, String> receipts = new ConcurrentHashMap<>();

    /** @param url of the queue that the relay sends its dead letters to */
    public LetterQueue(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public List<Letter> list() {
        List<Letter> letters = new ArrayList<>();
        List<Message> messages;
        do {
            messages = client.receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .visibilityTimeout(HIDDEN_SECONDS))
                    .messages();
            for (Message message : messages) {
                if (receipts.put(message.messageId(), message.receiptHandle()) == null) {
                    letters.add(new Letter(message.messageId(), message.body()));
                }
            }
        } while (!messages.isEmpty());
        return letters;
    }

    @Override
    public List<String> inDoubt() {
        return List.of();
    }

    @Override
    public void take(Letter letter) {
        // Hidden since it was listed.
    }

    @Override
    public void remove(Letter letter) {
        String receipt = receipts.remove(letter.place());
        client.deleteMessage(request -> request.queueUrl(url).receiptHandle(receipt));
    }

    @Override
    public void giveBack(Letter letter) {
        String receipt = receipts.remove(letter.place());
        client.changeMessageVisibility(
                request -> request.queueUrl(url).receiptHandle(receipt).visibilityTimeout(0));
    }

    /** Shows everything again that was only looked at. */
    @Override
    public void close() {
        List.copyOf(receipts.keySet()).forEach(id -> giveBack(new Letter(id, "")));
    }
}
