package io.configrelay.slack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words that Slack answers with when a post fails, and what each means.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors">Webhook
 *     errors</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">chat.postMessage errors</a>
 */
public final class SlackWord {

    enum Meaning {
        TRY_LATER,
        REFUSED,
        REJECTED
    }

    private static final Map<String, Meaning> MEANINGS = new HashMap<>();

    static {
        mean(
                Meaning.TRY_LATER,
                "ratelimited rate_limited rollup_error service_unavailable internal_error fatal_error request_timeout"
                        + " team_added_to_org org_login_required message_limit_exceeded accesslimited");
        mean(
                Meaning.REFUSED,
                "invalid_payload invalid_blocks invalid_blocks_format invalid_attachments no_text too_many_attachments"
                        + " attachment_payload_limit_exceeded msg_blocks_too_long msg_too_long metadata_too_large"
                        + " invalid_metadata_format invalid_metadata_schema markdown_text_conflict invalid_arg_name"
                        + " invalid_array_arg invalid_arguments invalid_charset invalid_form_data invalid_post_type"
                        + " missing_post_type missing_file_data too_many_contact_cards");
        mean(
                Meaning.REJECTED,
                "no_service no_service_id no_active_hooks no_team channel_not_found channel_is_archived is_archived"
                        + " user_not_found action_prohibited posting_to_general_channel_denied invalid_token"
                        + " team_disabled team_not_found not_in_channel restricted_action messages_tab_disabled"
                        + " ekm_access_denied no_permission missing_scope not_authed invalid_auth account_inactive"
                        + " token_expired token_revoked not_allowed_token_type access_denied app_access_restricted"
                        + " enterprise_is_restricted two_factor_setup_required team_access_not_granted"
                        + " method_deprecated deprecated_endpoint unknown_method is_bot");
    }

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    "no_service", "The webhook was removed or disabled: create a new one and set it for this channel."),
            Map.entry("no_service_id", "The webhook's URL is not whole: copy it again from Slack."),
            Map.entry("no_active_hooks", "The webhook was disabled: enable it in Slack, or create a new one."),
            Map.entry("no_team", "The webhook's workspace does not exist: copy the URL again from Slack."),
            Map.entry("invalid_token", "The webhook's URL is wrong or was revoked: create a new one."),
            Map.entry("channel_not_found", "The channel was deleted: create a webhook for another one."),
            Map.entry("channel_is_archived", "The channel is archived: unarchive it, or create a webhook for another."),
            Map.entry("action_prohibited", "A workspace administrator forbids this post: ask one."),
            Map.entry("restricted_action", "A workspace administrator restricts who may post here: ask one."),
            Map.entry(
                    "invalid_auth", "The bot's token is wrong: copy it again from the app's page OAuth & Permissions."),
            Map.entry("not_authed", "The bot's token is missing: set relay.slack.token."),
            Map.entry("token_revoked", "The bot's token was revoked: reinstall the app and set the new one."),
            Map.entry("token_expired", "The bot's token has expired: set a new one."),
            Map.entry("account_inactive", "The bot was removed from the workspace: reinstall the app."),
            Map.entry("not_in_channel", "The bot is not in the channel: invite it there with /invite."),
            Map.entry("is_archived", "The channel is archived: unarchive it, or name another one."),
            Map.entry("missing_scope", "The bot may not post: give the app the scope chat:write and reinstall it."),
            Map.entry("team_disabled", "The Slack workspace is disabled."));

    /** The Web API says these with HTTP 200. */
    private static final Set<String> OF_SECRETS =
            Set.of("not_authed", "invalid_auth", "account_inactive", "token_expired", "token_revoked", "invalid_token");

    /**
     * Said, besides for posts that are forbidden as such, where a workspace doesn't let apps call everybody: seen in
     * <a href="https://github.com/slackhq/slack-api-docs/issues/85">slack-api-docs 85</a>, not documented.
     */
    private static final Set<String> OF_MENTIONS = Set.of("restricted_action", "action_prohibited");

    private SlackWord() {}

    private static void mean(Meaning meaning, String words) {
        Arrays.stream(words.split(" ")).forEach(word -> MEANINGS.put(word, meaning));
    }

    /** What Slack documents about this word, in lower case; nothing where it is none of Slack's. */
    static Optional<Meaning> meaning(String word) {
        return Optional.ofNullable(MEANINGS.get(word));
    }

    /** Whether this could be a word of Slack's, and not a page of somebody's proxy. */
    static boolean isWord(String text) {
        return text.length() <= 60 && text.matches("[a-z][a-z0-9]*(_[a-z0-9]+)+|ratelimited|accesslimited");
    }

    /** Whether it is a word that Slack documents. */
    public static boolean isDocumented(String word) {
        return MEANINGS.containsKey(word);
    }

    /** Whether Slack knows the token or webhook no more. */
    public static boolean isOfSecret(String word) {
        return OF_SECRETS.contains(word);
    }

    /** Whether Slack may say it because of whom a message mentions, and take the message without that. */
    public static boolean isOfMention(String word) {
        return OF_MENTIONS.contains(word);
    }

    /** What an operator can do about this word, or nothing where only Slack's documentation helps. */
    public static Optional<String> remedy(String word) {
        return Optional.ofNullable(REMEDIES.get(word));
    }
}
