"""The story in a description, in the languages that teams write it in; and prose, which is never taken for one."""

import re
from pathlib import Path

import pytest

from specbook.pages.feature_page import story_line
from specbook.reader import languages
from specbook.stories import Story, read_story
from specbook.story_formulas import story_languages

# Each line is a clause as an author writes it. In bold: the persona alone, and the whole of the benefit.
STORIES = {
    "en": ("As a **shopper**", "I want to pay by card", "**so that my order ships today**"),
    "fr": ("En tant que **cliente**", "je veux payer par carte", "**afin que ma commande parte aujourd’hui**"),
    "de": ("Als **Kundin**", "möchte ich mit Karte bezahlen", "**damit meine Bestellung heute ankommt**"),
    "es": ("Como **clienta**", "quiero pagar con tarjeta", "**para que mi pedido salga hoy**"),
    "it": ("Come **cliente**", "voglio pagare con la carta", "**in modo che il mio ordine parta oggi**"),
    "pt": ("Como **cliente**", "quero pagar com cartão", "**para que o meu pedido saia hoje**"),
    "gl": ("Como **clienta**", "quero pagar con tarxeta", "**para que o meu pedido saia hoxe**"),
    "ca": ("Com a **clienta**", "vull pagar amb targeta", "**perquè la meva comanda surti avui**"),
    "ro": ("Ca **client**", "vreau să plătesc cu cardul", "**astfel încât comanda mea să plece azi**"),
    "nl": ("Als **klant**", "wil ik met mijn kaart betalen", "**zodat mijn bestelling vandaag vertrekt**"),
    "af": ("As 'n **kliënt**", "wil ek met my kaart betaal", "**sodat my bestelling vandag vertrek**"),
    "sv": ("Som **kund**", "vill jag betala med kort", "**så att min beställning skickas i dag**"),
    "da": ("Som **kunde**", "vil jeg gerne betale med kort", "**så min ordre sendes i dag**"),
    "no": ("Som **kunde**", "vil jeg betale med kort", "**slik at bestillingen min sendes i dag**"),
    "fi": ("**Asiakkaana**", "haluan maksaa kortilla", "**jotta tilaukseni lähtee tänään**"),
    "et": ("**Kliendina**", "soovin maksta kaardiga", "**et mu tellimus jõuaks täna teele**"),
    "hu": ("**Vásárló**ként", "kártyával szeretnék fizetni", "**hogy a rendelésem ma elinduljon**"),
    "pl": ("Jako **klientka**", "chcę zapłacić kartą", "**aby moje zamówienie wyszło dzisiaj**"),
    "cs": ("Jako **zákaznice**", "chci zaplatit kartou", "**aby moje objednávka odešla ještě dnes**"),
    "sk": ("Ako **zákazníčka**", "chcem zaplatiť kartou", "**aby moja objednávka odišla ešte dnes**"),
    "hr": ("Kao **kupac**", "želim platiti karticom", "**kako bi moja narudžba krenula danas**"),
    "bs": ("Kao **kupac**", "želim platiti karticom", "**kako bi moja narudžba krenula danas**"),
    "sr-Latn": ("Kao **kupac**", "želim da platim karticom", "**kako bi moja porudžbina krenula danas**"),
    "sr-Cyrl": ("Као **купац**", "желим да платим картицом", "**како би моја поруџбина кренула данас**"),
    "sl": ("Kot **stranka**", "želim plačati s kartico", "**da bi moje naročilo odšlo še danes**"),
    "bg": ("Като **клиент**", "искам да платя с карта", "**за да тръгне поръчката ми днес**"),
    "mk": ("Како **купувач**", "сакам да платам со картичка", "**за да тргне мојата нарачка денес**"),
    "ru": ("Как **покупатель**", "я хочу платить картой", "**чтобы мой заказ отправили сегодня**"),
    "uk": ("Як **покупець**", "я хочу платити карткою", "**щоб моє замовлення відправили сьогодні**"),
    "be": ("Як **пакупнік**", "я хачу плаціць карткай", "**каб маю замову адправілі сёння**"),
    "lt": ("Kaip **pirkėjas**", "noriu mokėti kortele", "**kad mano užsakymas išvyktų šiandien**"),
    "lv": ("Kā **pircējs**", "es vēlos maksāt ar karti", "**lai mans pasūtījums tiktu nosūtīts šodien**"),
    "el": ("Ως **πελάτης**", "θέλω να πληρώνω με κάρτα", "**ώστε η παραγγελία μου να φύγει σήμερα**"),
    "tr": ("Bir **müşteri** olarak", "kartla ödemek istiyorum", "**böylece siparişim bugün yola çıkar**"),
    "ar": ("بصفتي **زبونة**", "أريد الدفع بالبطاقة", "**لكي يُشحن طلبي اليوم**"),
    "he": ("בתור **לקוחה**", "אני רוצה לשלם בכרטיס", "**כדי שההזמנה שלי תישלח היום**"),
    "fa": ("به عنوان **مشتری**", "می‌خواهم با کارت پرداخت کنم", "**تا سفارشم امروز ارسال شود**"),
    "ur": ("بطور **خریدار**", "میں کارڈ سے ادائیگی کرنا چاہتا ہوں", "**تاکہ میرا آرڈر آج روانہ ہو**"),
    "hi": ("एक **ग्राहक** के रूप में", "मैं कार्ड से भुगतान करना चाहता हूँ", "**ताकि मेरा ऑर्डर आज भेजा जाए**"),
    "id": ("Sebagai **pelanggan**", "saya ingin membayar dengan kartu", "**agar pesanan saya dikirim hari ini**"),
    "vi": ("Là **khách hàng**", "tôi muốn thanh toán bằng thẻ", "**để đơn hàng của tôi được gửi hôm nay**"),
    "th": ("ในฐานะ**ลูกค้า**", "ฉันต้องการจ่ายด้วยบัตร", "**เพื่อให้คำสั่งซื้อของฉันถูกส่งวันนี้**"),
    "zh": ("作为一名**顾客**", "我想要用卡支付", "**以便我的订单今天发货**"),
    "ja": ("**客**として", "カードで支払いたい", "**そうすれば今日発送される**"),
    "ko": ("**고객**으로서", "카드로 결제하고 싶다", "**그래야 주문이 오늘 발송된다**"),
    "eo": ("Kiel **kliento**", "mi volas pagi per karto", "**por ke mia mendo foriru hodiaŭ**"),
}
# Other common words, other marks, another order; written on one line: persona, wish and benefit as they are read.
OTHER_WORDS = [
    ("en", "As an owner, I want stock so that I sell.", "owner", "stock", "I sell"),
    ("en", "In order to sell\nAs an owner\nI want stock", "owner", "stock", "sell"),
    (
        "en",
        "As a shopper who is signed in I’d like to pay, so I can leave",
        "shopper who is signed in",
        "pay",
        "I can leave",
    ),
    ("en", "As authors, we need previews", "authors", "previews", None),
    ("fr", "En tant que cliente\nJe veux payer\nAfin de recevoir", "cliente", "payer", "recevoir"),
    ("fr", "En tant qu'acheteur, je souhaite payer pour recevoir", "acheteur", "payer", "recevoir"),
    ("fr", "En tant qu’une acheteuse, j’aimerais payer afin d’être livrée", "acheteuse", "payer", "être livrée"),
    ("fr", "Comme cliente, je veux payer pour mes amis", "cliente", "payer pour mes amis", None),
    (
        "de",
        "Als eine Kundin will ich mit Karte zahlen, um Zeit zu sparen.",
        "Kundin",
        "mit Karte zahlen",
        "Zeit zu sparen",
    ),
    (
        "es",
        "Como una clienta, me gustaría pagar para mi hija para recibirlo",
        "clienta",
        "pagar para mi hija",
        "recibirlo",
    ),
    ("it", "Come un’amica, vorrei pagare per lei affinché riceva tutto", "amica", "pagare per lei", "riceva tutto"),
    ("pt", "Eu, como uma cliente, gostaria de pagar para receber hoje", "cliente", "pagar", "receber hoje"),
    ("nl", "Als een klant wil ik betalen om vandaag te ontvangen", "klant", "betalen", "vandaag te ontvangen"),
    ("sv", "Som en kund vill jag betala för att få varan", "kund", "betala", "få varan"),
    ("no", "Som ein kunde vil eg betale for å få vara", "kunde", "betale", "få vara"),
    ("fi", "Kirjautuneena asiakkaana haluaisin maksaa, jotta ehdin", "Kirjautuneena asiakkaana", "maksaa", "ehdin"),
    ("hu", "Mint vásárló, szeretném, hogy ma jöjjön, hogy örüljek", "vásárló", "szeretném, hogy ma jöjjön", "örüljek"),
    ("pl", "Jako klient chciałbym, żeby paczka wyszła, abym ją miał", "klient", "żeby paczka wyszła", "ją miał"),
    ("cs", "Abych ušetřil\nJako zákazník\nChci platit kartou", "zákazník", "platit kartou", "ušetřil"),
    ("sr-Latn", "Kao korisnik, želeo bih da platim da bih uštedeo", "korisnik", "da platim", "uštedeo"),
    ("ru", "Я, как покупатель, хочу, чтобы заказ ушёл, чтобы успеть", "покупатель", "чтобы заказ ушёл", "успеть"),
    ("ru", "Я как покупатель хочу платить для того, чтобы успеть", "покупатель", "платить", "успеть"),
    ("uk", "Я, як покупець, хочу платити карткою, щоб встигнути", "покупець", "платити карткою", "встигнути"),
    ("el", "Ως πελάτης, θα ήθελα να πληρώνω για να προλάβω", "πελάτης", "να πληρώνω", "προλάβω"),
    ("tr", "Müşteri olarak kartla ödeyebilmek için kayıt olmak istiyorum", "Müşteri", "kayıt olmak", "kartla ödeyebil"),
    ("ar", "كمستخدم، أريد أن أدفع حتى يصل طلبي", "مستخدم", "أن أدفع", "يصل طلبي"),
    ("ar", "كـ مستخدم\nأود أن أدفع\nمن أجل أن يصل طلبي", "مستخدم", "أن أدفع", "أن يصل طلبي"),
    ("ar", "باعتباري بائعاً، أرغب في رؤية الطلبات؛ لكي أرسلها.", "بائعاً", "في رؤية الطلبات", "أرسلها"),
    ("ar", "من اجل تجنب الأخطاء\nكشخص مشغول\nاريد معرفة الناتج", "شخص مشغول", "معرفة الناتج", "تجنب الأخطاء"),
    ("he", "כמשתמשת, אני רוצה לשלם כדי לחסוך זמן", "משתמשת", "לשלם", "לחסוך זמן"),
    ("he", "כ-לקוח, אני מעוניין לשלם על מנת שההזמנה תישלח", "לקוח", "לשלם", "שההזמנה תישלח"),
    ("he", "בשביל להימנע מטעויות\nבתור קופאי\nברצוני לדעת את הסכום", "קופאי", "לדעת את הסכום", "להימנע מטעויות"),
    ("fa", "به‌عنوان یک مشتری، میخواهم پرداخت کنم، تا بتوانم بروم", "مشتری", "پرداخت کنم", "بتوانم بروم"),
    ("hi", "बतौर ग्राहक, मैं भुगतान करना चाहती हूं, जिससे समय बचे", "ग्राहक", "भुगतान करना चाहती हूं", "समय बचे"),
    ("zh-TW", "為了今天收到\n身為顧客\n我希望用卡付款", "顧客", "用卡付款", "今天收到"),
    ("zh-CN", "作为顾客，我想用卡支付，从而今天收货。", "顾客", "用卡支付", "今天收货"),
    ("ja", "今日届くように、客として、カードで支払いたいです。", "客", "カードで支払い", "今日届く"),
    ("ko", "오늘 받을 수 있도록 고객으로서 카드로 결제하고 싶습니다", "고객", "카드로 결제하고", "오늘 받을 수 있"),
    ("en-au", "As a shopper\nI want to pay", "shopper", "pay", None),
]
# What begins like a persona, and is none.
PROSE = [
    ("en", ""),
    ("en", "Cards are charged at once."),
    ("en", "As soon as it ships, mail is sent."),
    ("en", "As soon as my order ships, I want to be told, so that I am at home."),
    ("en", "As long as the shop is open\nI can pay"),
    ("en", "As the order was placed, I can no longer change it."),
    ("en", "As a rule, I want to pay by card"),
    ("en", "As an example: I can pay. As of today, cards are taken."),
    ("en", "As cards go, this one is good. I want to pay with it."),
    ("en", "As a shopper\nI want"),
    ("en", "Nobody asked. As a shopper, I want to pay"),
    ("fr", "Comme la commande est partie, je peux la suivre."),
    ("fr", "Comme convenu, je veux payer par carte"),
    ("fr", "Comme d’habitude, je peux payer"),
    ("de", "Als Erstes möchte ich bezahlen"),
    ("de", "Als ich bestellte, kann ich nicht mehr sagen"),
    ("de", "Als die Bestellung fertig war, kann ich nicht sagen"),
    ("es", "Como el pedido ya salió, puedo seguirlo"),
    ("it", "Come previsto, posso pagare con la carta"),
    ("pt", "Enquanto o pedido não sai, quero cancelar"),
    ("ro", "Ca să primesc azi, vreau să plătesc cu cardul"),
    ("nl", "Als ik betaal, wil ik een bon"),
    ("nl", "Als een bestelling komt, wil ik een bericht"),
    ("nl", "Als de kaart verlopen is, kan ik niet betalen"),
    ("sv", "Som regel vill jag betala med kort"),
    ("da", "Som det er nu, vil jeg betale"),
    ("no", "Som nevnt vil jeg betale med kort"),
    ("fi", "Minä haluan maksaa kortilla"),
    ("fi", "Maanantaina haluan maksaa kortilla"),
    ("et", "Täna soovin maksta kaardiga"),
    ("hu", "Egyébként szeretnék fizetni"),
    ("hu", "Azért, hogy elkerüljem, amit vásárlóként tehetek, fizetni szeretnék"),
    ("pl", "Jako że zamówienie wyszło, chcę je śledzić"),
    ("cs", "Jako první chci zaplatit"),
    ("sk", "Ako sa prihlásim, chcem zaplatiť"),
    ("hr", "Kao prvo, želim platiti"),
    ("bg", "Като правило искам да плащам с карта"),
    ("ru", "Как я могу заплатить картой?"),
    ("ru", "Как только заказ уйдёт, я хочу письмо"),
    ("ru", "Как правило, я хочу платить картой"),
    ("uk", "Як тільки замовлення піде, я хочу лист"),
    ("el", "Ως συνήθως, θέλω να πληρώνω με κάρτα"),
    ("tr", "Otomatik olarak ödemek istiyorum"),
    ("ar", "كل زبون يدفع بالبطاقة، أريد ذلك"),
    ("ar", "كان المتجر مفتوحاً، أريد الدفع"),
    ("ar", "كما ذكرنا، أريد الدفع بالبطاقة"),
    ("he", "כאשר ההזמנה נשלחת, אני רוצה הודעה"),
    ("he", "כל לקוח משלם, אני רוצה לשלם"),
    ("he", "כרטיס אשראי הוא טוב, אני רוצה לשלם בו"),
    ("fa", "به عنوان مثال، می‌خواهم با کارت پرداخت کنم"),
    ("hi", "उदाहरण के रूप में, मैं भुगतान करना चाहता हूँ"),
    ("id", "Sebagai contoh, saya ingin membayar dengan kartu"),
    ("zh-CN", "作为示例，我想要用卡支付"),
    ("ja", "例として、カードで支払いたい"),
    ("ko", "결과로서 결제하고 싶다"),
]


def lines_of(clauses: tuple[str, ...]) -> list[str]:
    return [clause.replace("**", "") for clause in clauses]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def told(story: Story | None) -> tuple[str, str, str | None]:
    assert story
    return story.persona.text, story.wish.text, story.benefit.text if story.benefit else None


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("separator", ["\n", " "], ids=["on three lines", "on one"])
def test_a_story_is_read_in_its_language(language: str, separator: str) -> None:
    clauses = STORIES[language]
    story = read_story(separator.join(lines_of(clauses)), {"zh": "zh-CN"}.get(language, language))
    assert story
    assert (f"**{story.persona.text}**" in clauses[0], story.wish.whole) == (True, lines_of(clauses)[1])
    assert story.benefit
    assert f"**{story.benefit.whole}**" == clauses[2]


@pytest.mark.parametrize("language", STORIES)
def test_a_story_is_shown_in_the_authors_words_with_its_persona_and_benefit_in_bold(language: str) -> None:
    clauses = STORIES[language]
    story = read_story("\n".join(lines_of(clauses)), {"zh": "zh-TW"}.get(language, language))
    assert story
    shown = story_line(story).replace("&#x27;", "'")
    for clause in clauses:
        assert re.sub(r"\*\*(.+)\*\*", r"<strong>\1</strong>", clause) in shown


@pytest.mark.parametrize(("language", "description", "persona", "wish", "benefit"), OTHER_WORDS)
def test_a_story_is_read_in_other_words_marks_and_orders(
    language: str, description: str, persona: str, wish: str, benefit: str | None
) -> None:
    assert told(read_story(description, language)) == (persona, wish, benefit)


@pytest.mark.parametrize(("language", "description"), PROSE)
def test_prose_is_no_story(language: str, description: str) -> None:
    assert read_story(description, language) is None


@pytest.mark.parametrize(
    ("language", "description"),
    [(one, "\n".join(lines_of(clauses))) for one, clauses in STORIES.items()]
    + [(language, description) for language, description, *_ in OTHER_WORDS],
)
def test_no_word_of_a_story_is_lost(language: str, description: str) -> None:
    story = read_story(f"{description}\n\nAnd prose.", language)
    assert story
    clauses = {"persona": story.persona, "wish": story.wish, "benefit": story.benefit}
    words = "".join(clause.whole for name in story.order if (clause := clauses[name]))
    assert plain(words + story.rest) == plain(f"{description} And prose.")


def test_what_follows_a_story_in_its_paragraph_stays_prose() -> None:
    story = read_story("As a shopper\nI want to pay\nso that it ships.\nCards are charged at once.", "en")
    assert told(story) == ("shopper", "pay", "it ships")
    assert story
    assert story.rest == "Cards are charged at once."
    japanese = read_story("客として、カードで支払いたい。\nカードはすぐに請求される。", "ja")
    assert japanese
    assert japanese.rest == "カードはすぐに請求される。"


def test_a_story_may_stand_behind_prose() -> None:
    story = read_story("Some prose.\n\nAs a shopper\nI want to pay", "en")
    assert (told(story), story and story.rest) == (("shopper", "pay", None), "Some prose.")


def test_a_file_of_any_language_may_tell_its_story_in_english_and_one_that_declares_none_in_any() -> None:
    assert told(read_story("As a shopper I want to pay", "fr")) == ("shopper", "pay", None)
    assert told(read_story("Als Kundin möchte ich bezahlen", "en")) == ("Kundin", "bezahlen", None)
    assert told(read_story("客として、カードで支払いたい", "en")) == ("客", "カードで支払い", None)
    assert read_story("Als Kundin möchte ich bezahlen", "fr") is None


def test_each_formula_is_of_a_language_of_gherkin_and_is_tried_here() -> None:
    known = {*languages(), *(code.partition("-")[0] for code in languages())}
    assert set(story_languages()) <= known
    assert set(STORIES) == set(story_languages())


def test_the_reference_lists_every_language_that_stories_are_read_in() -> None:
    reference = (Path(__file__).parent.parent / "docs" / "reference.md").read_text("utf-8")
    listed = re.findall(r"`([\w-]+)`", reference.partition("### Stories")[2].partition("## ")[0])
    assert listed == sorted(story_languages(), key=str.casefold)
